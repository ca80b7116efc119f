/*
 * \brief  When to protect pages anew whose writes are tracked
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__RENEWAL_POLICY_H_
#define _HOST__RENEWAL_POLICY_H_

#include <cstdint>

#include <host/backoff.h>

namespace Host { class Renewal_policy; }


/**
 * Decision between protecting pages again and reporting them again
 *
 * A page that is written in each interval is cheaper to look at each time than
 * to be protected, which costs a fault in each interval. Pages that stay
 * unprotected are reported whether or not they were written again. So this pays
 * off as long as their number does not grow: the same pages are written over
 * and over then.
 */
class Host::Renewal_policy
{
	private:

		/* reports until pages that came to rest are found out, which costs as many faults as pages */
		static constexpr unsigned MAX_AGE = 8, MAX_AGE_OF_FEW_PAGES = 32;

		/* looking at so many pages takes as long as a few faults */
		static constexpr uint64_t FEW_PAGES = 128;

		unsigned _age        = 0;   /* reports since the pages were protected */
		uint64_t _pages      = 0;   /* of the first of these reports */
		bool     _grown      = false;
		Backoff<64> _backoff { };       /* in reports */

		unsigned _max_age() const { return _pages <= FEW_PAGES ? MAX_AGE_OF_FEW_PAGES : MAX_AGE; }

		bool _grows(uint64_t pages) const { return pages > _pages + _pages/4 + 16; }

	public:

		/** Return true if the pages should be protected by the next report */
		bool due() const { return _backoff.active() || _grown || _age + 1 >= _max_age(); }

		/**
		 * Note number of pages of a report that left the protection as it is
		 */
		void reported(uint64_t pages)
		{
			if (_age++ == 0) {
				_pages = pages;
				return;
			}
			_grown = _grows(pages);

			/* further pages each time */
			if (_age == 2) {
				if (_grown)
					_backoff.failed();
				else
					_backoff.succeeded();
			}
		}

		/** Note that a report has protected the pages */
		void renewed()
		{
			_age   = 0;
			_grown = false;

			_backoff.pass();
		}
};

#endif /* _HOST__RENEWAL_POLICY_H_ */
