/*
 * \brief  Times of periodic checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__CHECKPOINT_SCHEDULE_H_
#define _RTCR__CHECKPOINT_SCHEDULE_H_

#include <algorithm>
#include <cstdint>

namespace Rtcr { class Checkpoint_schedule; }


/**
 * Times at which checkpoints are due, in microseconds
 *
 * A checkpoint that starts late, as the host wakes up threads late, or that
 * takes long does not delay more than the next one. Those that were missed are
 * not made up for. Whatever the interval, the components get half of the time
 * at least.
 */
class Rtcr::Checkpoint_schedule
{
	private:

		uint64_t _planned    = 0;
		uint64_t _not_before = 0;

	public:

		/** Return time of the next checkpoint */
		uint64_t due() const { return std::max(_planned, _not_before); }

		/** Let the next checkpoint take place at a time */
		void plan(uint64_t time) { *this = { }; _planned = time; }

		/**
		 * Plan the one after a checkpoint
		 *
		 * \param start  later than 'due', or earlier if somebody asked for it
		 */
		void made(uint64_t start, uint64_t end, uint64_t interval)
		{
			bool const in_time = start >= _planned && start - _planned < interval;

			_planned    = (in_time ? _planned : start) + interval;
			_not_before = end + (end - start);
		}
};

#endif /* _RTCR__CHECKPOINT_SCHEDULE_H_ */
