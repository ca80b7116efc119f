/*
 * \brief  What there is to be searched for writes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__SEARCH_AREA_H_
#define _HOST__SEARCH_AREA_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <host/dormancy.h>
#include <host/mapping_table.h>

namespace Host { class Search_area; }


/**
 * Mappings of an address space that are not dormant, in pieces for a search
 *
 * There may be thousands of mappings, and a search that has to look at a few of
 * their pages only. So the pieces are determined when the mappings have changed.
 */
class Host::Search_area
{
	public:

		/** Size that a thread searches at a time, at most */
		static constexpr uint64_t PIECE_SIZE = 16u << 20;

		struct Piece { uint64_t addr, size; };

		using Pieces = std::vector<Piece>;

	private:

		struct State
		{
			uint64_t mappings, dormant;   /* numbers of changes */

			bool operator == (State const &) const = default;
		};

		Pieces               _pieces { };
		std::optional<State> _state  { };   /* that the pieces were determined from */

		static bool _joins(Pieces const &, Dormancy const &, uint64_t addr, uint64_t end);
		static void _add(Pieces &, Dormancy const &, uint64_t addr, uint64_t size);

	public:

		/** Return pieces in ascending order, valid until the next call */
		Pieces const &pieces(Mapping_table const &, Dormancy const &);

		/** Obtain memory for pieces that may be added later */
		void reserve(size_t count) { _pieces.reserve(_pieces.size() + count); }
};

#endif /* _HOST__SEARCH_AREA_H_ */
