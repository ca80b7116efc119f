/*
 * \brief  What there is to be searched for writes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <host/search_area.h>

using namespace Host;


/*
 * Small mappings are searched together, along with what is between them, unless
 * there is much that the search is supposed to leave out
 */
bool Search_area::_joins(Pieces const &pieces, Dormancy const &dormancy, uint64_t addr, uint64_t end)
{
	if (pieces.empty() || end - pieces.back().addr > PIECE_SIZE)
		return false;

	uint64_t const gap = addr - (pieces.back().addr + pieces.back().size);

	return gap < 2*Dormancy::PART_SIZE || !dormancy.num_dormant();
}


void Search_area::_add(Pieces &pieces, Dormancy const &dormancy, uint64_t addr, uint64_t size)
{
	uint64_t const end = addr + size;

	if (_joins(pieces, dormancy, addr, end)) {
		pieces.back().size = end - pieces.back().addr;
		return;
	}
	for (; addr < end; addr += PIECE_SIZE)
		pieces.push_back({ addr, std::min(PIECE_SIZE, end - addr) });
}


Search_area::Pieces const &Search_area::pieces(Mapping_table const &mappings, Dormancy const &dormancy)
{
	State const state { .mappings = mappings.changes(), .dormant = dormancy.changes() };

	if (_state == state)
		return _pieces;

	_state.reset();
	_pieces.clear();

	mappings.for_each_range([&] (uint64_t addr, uint64_t size) {
		dormancy.for_each_awake(addr, size, [&] (uint64_t addr, uint64_t size) {
			_add(_pieces, dormancy, addr, size); }); });

	_state = state;
	return _pieces;
}
