/*
 * \brief  Decision whether few pages are copied before the pause
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__PRECOPY_POLICY_H_
#define _RTCR__PRECOPY_POLICY_H_

#include <cstdint>

#include <host/backoff.h>

namespace Rtcr { class Precopy_policy; }


/**
 * What is known of the use of copying certain components in advance
 *
 * To copy pages in advance makes the pause shorter, but the checkpoint longer, so
 * this is for checkpoints that are not frequent. Each of these pages gets protected,
 * which pays off only if it was not to be written in each interval anyway. And it is
 * in vain if most of them are written again until the pause, so it is not
 * tried again for a while then.
 */
class Rtcr::Precopy_policy
{
	public:

		/** Pages that the components have changed since the previous checkpoint */
		struct Changes
		{
			uint64_t pages;
			uint64_t repeated;   /* had changed in the interval before as well */
		};

	private:

		/* failures in a row that may be accidental */
		static constexpr unsigned TOLERATED_FAILURES = 1;

		Host::Backoff<16> _backoff { };   /* in checkpoints */

		unsigned _failures = 0;       /* in a row */
		bool     _tried    = false;   /* by the latest checkpoint */
		bool     _hot      = false;   /* most pages are written in each interval */

		/*
		 * Pages that were copied in the pause stay unprotected for a while. A
		 * checkpoint that copies in advance again gets them, too, and takes them
		 * for written, so it tells nothing about them.
		 */
		void _changed(bool tried, Changes changes)
		{
			if (tried == _tried)
				_hot = 2*changes.repeated > changes.pages;

			_tried = tried;
		}

	public:

		/** Less than this is too short for copying in advance, in microseconds */
		static constexpr uint64_t MIN_INTERVAL_US = 5000;

		/**
		 * Return true if pages should be copied in advance although they are few
		 *
		 * \param interval_us  from one checkpoint to the next
		 */
		bool due(uint64_t interval_us) const
		{
			return interval_us >= MIN_INTERVAL_US && !_backoff.active() && !_hot;
		}

		/** Note that a checkpoint has copied no pages in advance */
		void left_out(Changes changes)
		{
			_changed(false, changes);

			_backoff.pass();
		}

		/**
		 * Note that a checkpoint has copied pages in advance
		 *
		 * \param pages  number of them, in all rounds
		 * \param left   pages copied in the pause
		 */
		void tried(Changes changes, unsigned rounds, uint64_t pages, uint64_t left)
		{
			_changed(true, changes);

			if (2*left*rounds <= pages) {
				_failures = 0;
				_backoff.succeeded();

			} else if (++_failures > TOLERATED_FAILURES) {
				_backoff.failed();
			}
		}
};

#endif /* _RTCR__PRECOPY_POLICY_H_ */
