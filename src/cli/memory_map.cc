/*
 * \brief  Address space of a captured component as a list
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/memory_map.h>

#include <algorithm>

#include <fmt/format.h>

#include <store/limits.h>

using namespace Cli;

using Rtcr::Ref;


namespace {

	constexpr unsigned MAX_DEPTH    = 16;
	constexpr size_t   MAX_MAPPINGS = 65536;

	/* part of a region map, and where it is seen */
	struct Window { uint64_t addr, size, offset; bool executable, stack_area; };

	void add(Rtcr::Snapshot const &snapshot, Rtcr::Index index, Window const &window, unsigned depth,
	         std::vector<Mapping> &out)
	{
		if (depth == MAX_DEPTH)
			return;

		Rtcr::Region_map const &map = snapshot.region_maps[index];

		bool const stack_area = window.stack_area || map.role == Rtcr::Region_map::Role::STACK_AREA;

		for (Rtcr::Region const &region : map.regions) {

			uint64_t const start = std::max(region.addr, window.offset);
			uint64_t const end   = std::min(region.addr + region.size, window.offset + window.size);

			if (start >= end || out.size() >= MAX_MAPPINGS)
				continue;

			Window const part { .addr       = window.addr + (start - window.offset),
			                    .size       = end - start,
			                    .offset     = region.offset + (start - region.addr),
			                    .executable = window.executable && region.executable,
			                    .stack_area = stack_area };

			if (region.dataspace.kind == Ref::Kind::MANAGED_DATASPACE)
				add(snapshot, region.dataspace.index, part, depth + 1, out);
			else
				out.push_back({ .addr = part.addr, .size = part.size, .dataspace = region.dataspace,
				                .offset = part.offset, .executable = part.executable,
				                .stack_area = part.stack_area });
		}
	}
}


std::vector<Mapping> Cli::memory_map(Rtcr::Snapshot const &snapshot, Rtcr::Pd const &pd)
{
	std::vector<Mapping> result { };

	add(snapshot, pd.address_space, { .addr = 0, .size = ~0ull, .offset = 0, .executable = true,
	                                  .stack_area = false }, 0, result);

	std::ranges::stable_sort(result, { }, &Mapping::addr);
	return result;
}


Rom_reference Cli::rom_reference(Rtcr::Snapshot const &snapshot, Mapping const &mapping)
{
	switch (mapping.dataspace.kind) {

	case Ref::Kind::ROM_DATASPACE: {
		Rtcr::Rom_dataspace const &rom = snapshot.rom_dataspaces[mapping.dataspace.index];
		return { rom.module, rom.hash };
	}
	case Ref::Kind::OUTSIDE: {
		Rtcr::Outside const &outside = snapshot.outsides[mapping.dataspace.index];
		return { outside.rom_module, outside.rom_hash };
	}
	default:
		return { };
	}
}


Mapping const *Cli::text_mapping(Rtcr::Snapshot const &snapshot, std::vector<Mapping> const &map)
{
	auto const it = std::ranges::find_if(map, [&] (Mapping const &mapping) {
		return mapping.executable && !rom_reference(snapshot, mapping).module.empty(); });

	return it == map.end() ? nullptr : &*it;
}


std::string Cli::content_kind(Rtcr::Snapshot const &snapshot, Rtcr::Pd const &pd, Mapping const &mapping)
{
	auto const rom = rom_reference(snapshot, mapping);

	if (!rom.module.empty())
		return fmt::format("{} '{}'", mapping.executable ? "text of binary" : "ROM module", rom.module);

	if (mapping.dataspace.kind == Ref::Kind::OUTSIDE) {
		Rtcr::Outside const &outside = snapshot.outsides[mapping.dataspace.index];

		if (outside.role == Rtcr::Outside::Role::SESSION_DATASPACE && outside.session < snapshot.outsides.size()) {
			Rtcr::Outside const &session = snapshot.outsides[outside.session];
			return fmt::format("dataspace of {} session at \"{}\"", session.service, session.owner);
		}
		return fmt::format("dataspace of \"{}\"", outside.owner.empty() ? "?" : outside.owner);
	}
	if (!mapping.ram())
		return "nothing";

	if (mapping.stack_area)
		return "stack";

	/* the loader puts data right behind the text */
	auto        const map  = memory_map(snapshot, pd);
	Mapping const * const text = text_mapping(snapshot, map);
	if (text && mapping.addr == text->end())
		return "data of binary";

	if (pd.cap_map >= mapping.addr && pd.cap_map < mapping.end())
		return "RAM with capability map";

	return mapping.executable ? "executable RAM" : "RAM";
}


std::optional<Rtcr::Page_number> Cli::data_page(Rtcr::Ram_dataspace const &ds, uint64_t page)
{
	/* a writer of hostile origin may not have sorted the runs */
	for (Rtcr::Ram_dataspace::Run const &run : ds.content)
		if (page >= run.first_page && page - run.first_page < run.count)
			return Rtcr::Page_number { run.data_page + (page - run.first_page) };

	return std::nullopt;
}


uint64_t Cli::content_size(Rtcr::Snapshot const &snapshot, Mapping const &mapping)
{
	if (!mapping.ram())
		return 0;

	uint64_t const first = mapping.offset/Store::PAGE_SIZE;
	uint64_t const end   = first + mapping.size/Store::PAGE_SIZE;
	uint64_t       pages = 0;

	for (auto const &run : snapshot.ram_dataspaces[mapping.dataspace.index].content) {

		uint64_t const run_first = std::max(run.first_page, first);
		uint64_t const run_end   = std::min(run.first_page + run.count, end);

		if (run_first < run_end)
			pages += run_end - run_first;
	}
	return pages*Store::PAGE_SIZE;
}
