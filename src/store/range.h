/*
 * \brief  Ranges of bytes and pages that cannot exceed their bounds
 *
 * A number that comes out of a file becomes usable as an offset or a count
 * only by passing the check of one of these types. Whoever holds a range can
 * add its position and its size without a thought of overflow.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__RANGE_H_
#define _STORE__RANGE_H_

#include <cstdint>
#include <optional>

#include <store/limits.h>

namespace Store {

	template <typename> class Bounded_range;

	struct File_bounds { static constexpr std::uint64_t END = INT64_MAX; };
	struct Page_bounds { static constexpr std::uint64_t END = MAX_PAGES; };

	/**
	 * Bytes of a file, representable in the signed offsets of the host
	 */
	using File_range = Bounded_range<File_bounds>;

	/**
	 * Pages of a snapshot
	 */
	using Page_range = Bounded_range<Page_bounds>;
}


template <typename BOUNDS>
class Store::Bounded_range
{
	private:

		std::uint64_t _first = 0;
		std::uint64_t _count = 0;

		constexpr Bounded_range(std::uint64_t first, std::uint64_t count)
		: _first(first), _count(count) { }

	public:

		/**
		 * Empty range at position zero
		 */
		constexpr Bounded_range() = default;

		/**
		 * Return range of 'count' elements starting at 'first'
		 *
		 * \param limit  end that the range must not exceed
		 * \return       nothing if the range exceeds 'limit' or the bounds of
		 *               the type
		 */
		static constexpr std::optional<Bounded_range>
		checked(std::uint64_t first, std::uint64_t count, std::uint64_t limit = BOUNDS::END)
		{
			std::uint64_t const end = limit < BOUNDS::END ? limit : BOUNDS::END;

			if (count > end || first > end - count)
				return std::nullopt;

			return Bounded_range(first, count);
		}

		constexpr std::uint64_t first() const { return _first; }
		constexpr std::uint64_t count() const { return _count; }
		constexpr std::uint64_t end()   const { return _first + _count; }
		constexpr bool          empty() const { return _count == 0; }

		constexpr bool contains(std::uint64_t position) const
		{
			return position >= _first && position - _first < _count;
		}

		/**
		 * Return the part from 'skip' on, of at most 'count' elements
		 *
		 * Values beyond the range are cut to its end.
		 */
		constexpr Bounded_range part(std::uint64_t skip, std::uint64_t count) const
		{
			std::uint64_t const start = skip < _count ? skip : _count;
			std::uint64_t const rest  = _count - start;

			return { _first + start, count < rest ? count : rest };
		}

		bool operator == (Bounded_range const &) const = default;
};

#endif /* _STORE__RANGE_H_ */
