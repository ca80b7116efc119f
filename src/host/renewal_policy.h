/*
 * \brief  When to protect pages anew whose writes are tracked
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__RENEWAL_POLICY_H_
#define _HOST__RENEWAL_POLICY_H_

#include <algorithm>
#include <cstdint>

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

		/* reports until pages that came to rest are found out */
		static constexpr unsigned MAX_AGE = 8;

		static constexpr unsigned MAX_PAUSE = 64;

		unsigned _age        = 0;   /* reports since the pages were protected */
		uint64_t _pages      = 0;   /* of the first of these reports */
		bool     _grown      = false;
		unsigned _pause      = 0;   /* reports for which nothing is tried */
		unsigned _next_pause = 1;

		bool _grows(uint64_t pages) const { return pages > _pages + _pages/4 + 16; }

	public:

		/** Return true if the pages should be protected by the next report */
		bool due() const { return _pause || _grown || _age + 1 >= MAX_AGE; }

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
				_pause      = _grown ? _next_pause : 0;
				_next_pause = _grown ? std::min(2*_next_pause, MAX_PAUSE) : 1;
			}
		}

		/** Note that a report has protected the pages */
		void renewed()
		{
			_age   = 0;
			_grown = false;

			if (_pause)
				_pause--;
		}
};

#endif /* _HOST__RENEWAL_POLICY_H_ */
