/*
 * \brief  Conversion of the time stamps of components
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__TICK_CLOCK_H_
#define _BENCH__DRIVER__TICK_CLOCK_H_

#include <chrono>
#include <cstdint>

namespace Bench { class Tick_clock; }


/**
 * Rate of the time-stamp counter, which gets more precise as time passes
 */
class Bench::Tick_clock
{
	private:

		using Clock = std::chrono::steady_clock;

		Clock::time_point const _start;
		uint64_t          const _start_ticks;

	public:

		Tick_clock();

		/** Return microseconds that 'ticks' take */
		double us(double ticks) const;
};

#endif /* _BENCH__DRIVER__TICK_CLOCK_H_ */
