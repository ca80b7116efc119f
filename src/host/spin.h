/*
 * \brief  Waiting without giving up the processor
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__SPIN_H_
#define _HOST__SPIN_H_

#include <chrono>
#include <thread>

#include <host/scheduling.h>

namespace Host {

	/**
	 * Wait a little for something that another processor is about to do
	 *
	 * A processor that has nothing to do takes far longer to be woken up than
	 * what is waited for takes. On a single processor, nothing is gained, so
	 * the function returns at once.
	 *
	 * \return  value of the condition
	 */
	bool spin_until(auto const &condition)
	{
		using Clock = std::chrono::steady_clock;

		constexpr std::chrono::microseconds PATIENCE { 50 };
		constexpr unsigned                  LOOKS_AT_A_TIME = 16;

		if (available_cpus().size() < 2)
			return condition();

		for (auto const deadline = Clock::now() + PATIENCE; Clock::now() < deadline; )
			for (unsigned i = 0; i < LOOKS_AT_A_TIME; i++) {
				if (condition())
					return true;
				__builtin_ia32_pause();
			}

		return condition();
	}

	/**
	 * Do the same for something that another thread is about to do, perhaps on
	 * the processor of the current one
	 */
	bool yield_until(auto const &condition)
	{
		using Clock = std::chrono::steady_clock;

		constexpr std::chrono::microseconds PATIENCE { 100 };

		for (auto const deadline = Clock::now() + PATIENCE; Clock::now() < deadline; ) {
			if (condition())
				return true;
			std::this_thread::yield();
		}
		return condition();
	}
}

#endif /* _HOST__SPIN_H_ */
