/*
 * \brief  Waiting actively for what comes soon
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__EAGERNESS_H_
#define _HOST__EAGERNESS_H_

#include <chrono>

#include <host/scheduling.h>
#include <host/spin.h>

namespace Host { class Eagerness; }


/**
 * Decision of a thread between waiting actively and falling asleep
 *
 * Events often come in series, one soon after the other. To wake up a
 * thread on a processor without anything to do takes longer than the time between
 * these then. So if the previous event came soon, the next one is expected
 * to do so as well.
 */
class Host::Eagerness
{
	private:

		using Clock = std::chrono::steady_clock;

		/* what comes within this time is soon, including a wakeup */
		static constexpr std::chrono::microseconds SOON { 200 };

		bool _soon = false;

	public:

		/**
		 * Wait for the next event
		 *
		 * \param there  returns true if the event took place
		 * \param sleep  waits for the event, may return early
		 */
		void wait(auto const &there, auto const &sleep)
		{
			if (available_cpus().size() < 2) {
				sleep();
				return;
			}

			auto const start = Clock::now();

			if (_soon && yield_until(there))
				return;

			sleep();
			_soon = Clock::now() - start < SOON;
		}
};

#endif /* _HOST__EAGERNESS_H_ */
