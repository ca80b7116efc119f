/*
 * \brief  When to protect pages anew whose writes are tracked
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__RENEWAL_POLICY_H_
#define _HOST__RENEWAL_POLICY_H_

#include <algorithm>
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
 * and over then. Where faults are expensive, as in some virtual machines, it pays off
 * until so many pages were copied in vain that the faults would have taken as long,
 * unless other pages are written each time.
 */
class Host::Renewal_policy
{
	private:

		/* reports until pages that came to rest are found out, which costs as many faults as pages */
		static constexpr unsigned MAX_AGE = 8, MAX_AGE_OF_FEW_PAGES = 32, LONGEST_AGE = 256;

		/* looking at so many pages takes as long as a few faults */
		static constexpr uint64_t FEW_PAGES = 128;

		/* reports after which those who wait for expensive faults should have written all they write */
		static constexpr unsigned SETTLING = 4;

		unsigned const _fault_cost;

		unsigned _age        = 0;   /* reports since the pages were protected */
		uint64_t _pages      = 0;   /* of the first of these reports, or when they settled */
		uint64_t _previous   = 0;   /* of the latest report */
		uint64_t _surplus    = 0;   /* pages beyond '_pages', of all reports since */
		bool     _grown      = false;
		Backoff<64> _backoff { };       /* in reports */

		unsigned _max_age() const
		{
			unsigned const age = _pages <= FEW_PAGES ? MAX_AGE_OF_FEW_PAGES : MAX_AGE;

			return std::clamp(age*_fault_cost/USUAL_FAULT_COST, age, LONGEST_AGE);
		}

		/* pages that may be copied in vain because others are written now */
		uint64_t _allowance() const
		{
			return _fault_cost > USUAL_FAULT_COST ? _pages*(_fault_cost - USUAL_FAULT_COST)/2 : 0;
		}

		/*
		 * Faults that are expensive let the first intervals after a renewal go by with less
		 * work, so it takes some until the pages are known that are written each time
		 */
		bool _settles(uint64_t pages) const
		{
			return _fault_cost > USUAL_FAULT_COST && pages - std::min(pages, _previous) <= pages/8;
		}

		/* reports until it is known whether it pays off to leave pages alone */
		unsigned _trial() const { return _fault_cost > USUAL_FAULT_COST ? SETTLING : 2; }

		/* further pages each time, if there are more than at the beginning */
		void _judge()
		{
			if (_grown)
				_backoff.failed();
			else
				_backoff.succeeded();
		}

		bool _grows(uint64_t pages) const { return pages > _pages + _pages/4 + 16; }

	public:

		/** What a fault takes on most hosts, in copies of a page */
		static constexpr unsigned USUAL_FAULT_COST = 4;

		/**
		 * Constructor
		 *
		 * \param fault_cost  what a fault takes, in copies of a page
		 */
		explicit Renewal_policy(unsigned fault_cost = USUAL_FAULT_COST) : _fault_cost(fault_cost) { }

		/** Return true if the pages should be protected by the next report */
		bool due() const
		{
			return _backoff.active() || _age + 1 >= _max_age()
			    || (_grown && _age >= _trial() && _surplus >= _allowance());
		}

		/**
		 * Note number of pages of a report that left the protection as it is
		 */
		void reported(uint64_t pages)
		{
			if (_age++ == 0) {
				_pages    = pages;
				_surplus  = 0;
				_previous = pages;
				return;
			}

			if (_age == SETTLING && _settles(pages)) {
				_pages   = pages;
				_surplus = 0;
			}
			_grown     = _grows(pages);
			_surplus  += pages - std::min(pages, _pages);
			_previous  = pages;

			if (_age == _trial())
				_judge();
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
