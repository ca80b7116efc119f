/*
 * \brief  Memory of a captured component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/snapshot_memory.h>

#include <algorithm>

#include <cli/memory_map.h>

using namespace Cli;

using Store::PAGE_SIZE;


namespace {

	/* region maps may contain each other in a snapshot of hostile origin */
	constexpr unsigned MAX_DEPTH = 16;
}


std::optional<Snapshot_memory::Place>
Snapshot_memory::_place(Rtcr::Index region_map, uint64_t addr, unsigned depth) const
{
	if (depth == MAX_DEPTH)
		return std::nullopt;

	for (Rtcr::Region const &region : _opened.snapshot.region_maps[region_map].regions) {

		if (addr < region.addr || addr - region.addr >= region.size)
			continue;

		uint64_t const offset = addr - region.addr + region.offset;

		switch (region.dataspace.kind) {

		case Rtcr::Ref::Kind::MANAGED_DATASPACE:
			return _place(region.dataspace.index, offset, depth + 1);

		case Rtcr::Ref::Kind::RAM_DATASPACE:
			return Place { _opened.snapshot.ram_dataspaces[region.dataspace.index], offset };

		default:
			return std::nullopt;
		}
	}
	return std::nullopt;
}


Snapshot_memory::Page const *Snapshot_memory::_page_at(uint64_t addr)
{
	uint64_t const base = addr - addr % PAGE_SIZE;

	if (_cached == base)
		return &_page;

	auto const place = _place(_pd.address_space, base, 0);
	if (!place || place->offset >= place->dataspace.size)
		return nullptr;

	_cached.reset();
	_page.fill(std::byte(0));

	auto const number = data_page(place->dataspace, place->offset/PAGE_SIZE);

	if (number && !_opened.read_page(*number, _page))
		return nullptr;

	_cached = base;
	return &_page;
}


bool Snapshot_memory::read(uint64_t addr, std::span<std::byte> destination)
{
	while (!destination.empty()) {

		Page const * const page = _page_at(addr);
		if (!page)
			return false;

		size_t const start = addr % PAGE_SIZE;
		size_t const count = std::min(destination.size(), PAGE_SIZE - start);

		std::ranges::copy(std::span(*page).subspan(start, count), destination.begin());

		destination = destination.subspan(count);
		addr       += count;
	}
	return true;
}
