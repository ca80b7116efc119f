/*
 * \brief  Time-stamp counter of the CPU
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _TIMESTAMP_H_
#define _TIMESTAMP_H_

#include <timer_session/connection.h>

namespace Recap {

	/**
	 * Return current value of the counter
	 */
	inline unsigned long timestamp()
	{
		unsigned low = 0, high = 0;
		asm volatile ("lfence; rdtsc" : "=a" (low), "=d" (high) : : "memory");
		return low | ((unsigned long)high << 32);
	}

	/**
	 * Measure how much the counter advances per millisecond
	 *
	 * \param duration_ms  time that the measurement takes
	 */
	inline unsigned long timestamps_per_ms(Timer::Session &timer, unsigned duration_ms = 100)
	{
		unsigned long const start    = timestamp();
		unsigned long const start_ms = timer.elapsed_ms();

		timer.msleep(duration_ms);

		unsigned long const ms = timer.elapsed_ms() - start_ms;
		return (timestamp() - start)/(ms ? ms : 1);
	}
}

#endif /* _TIMESTAMP_H_ */
