/*
 * \brief  Conversion of the time stamps of components
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/tick_clock.h>

#include <x86intrin.h>

using namespace Bench;


Tick_clock::Tick_clock() : _start(Clock::now()), _start_ticks(__rdtsc()) { }


double Tick_clock::us(double ticks) const
{
	std::chrono::duration<double, std::micro> const elapsed = Clock::now() - _start;

	return ticks*elapsed.count()/double(__rdtsc() - _start_ticks);
}
