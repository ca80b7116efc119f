/*
 * \brief  Set of free address ranges
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__RANGE_SET_H_
#define _HOST__RANGE_SET_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace Host { class Range_set; }


/**
 * Ranges of which adjacent ones are merged, with best-fit allocation
 *
 * All operations take logarithmic time.
 */
class Host::Range_set
{
	private:

		std::map<uint64_t, uint64_t>            _by_start;   /* start -> size */
		std::set<std::pair<uint64_t, uint64_t>> _by_size;    /* (size, start) */
		uint64_t                                _total = 0;

		using Iterator = std::map<uint64_t, uint64_t>::iterator;

		void _remove(Iterator);
		void _insert(uint64_t start, uint64_t size);

	public:

		struct Range { uint64_t start, size; };

		/**
		 * Add range, which must not overlap with any range of the set
		 */
		void add(uint64_t start, uint64_t size);

		/**
		 * Take 'size' units from the smallest range that suffices
		 *
		 * \return  start of the range, nothing if no range is large enough
		 */
		std::optional<uint64_t> take(uint64_t size);

		/**
		 * Remove and return an arbitrary range, nothing if the set is empty
		 */
		std::optional<Range> take_any();

		/** Return sum of the sizes of all ranges */
		uint64_t total() const { return _total; }
};

#endif /* _HOST__RANGE_SET_H_ */
