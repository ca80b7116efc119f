/*
 * \brief  Durations of the parts of an operation
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__STOPWATCH_H_
#define _RTCR__STOPWATCH_H_

#include <chrono>

#include <rtcr/report.h>

namespace Rtcr { class Stopwatch; }


class Rtcr::Stopwatch
{
	private:

		using Clock = std::chrono::steady_clock;

		std::vector<Timing>    &_timings;
		Clock::time_point const _start = Clock::now();
		Clock::time_point       _lap   = _start;

		static uint64_t _us(Clock::duration duration)
		{
			return uint64_t(std::chrono::duration_cast<std::chrono::microseconds>(duration).count());
		}

	public:

		explicit Stopwatch(std::vector<Timing> &timings) : _timings(timings) { }

		/**
		 * Record time since the previous lap under the given name
		 *
		 * \return  the time in microseconds
		 */
		uint64_t lap(char const *name)
		{
			Clock::time_point const now = Clock::now();
			uint64_t          const us  = _us(now - _lap);

			_timings.push_back({ name, us });
			_lap = now;
			return us;
		}

		/** Return time since the start in microseconds */
		uint64_t total_us() const { return _us(Clock::now() - _start); }
};

#endif /* _RTCR__STOPWATCH_H_ */
