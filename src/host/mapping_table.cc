/*
 * \brief  Where a process sees which memory that it can write
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <host/mapping_table.h>

using namespace Host;


std::map<uint64_t, Mapping_table::Entry>::const_iterator Mapping_table::_first(uint64_t addr) const
{
	auto it = _entries.upper_bound(addr);
	if (it == _entries.begin())
		return it;

	auto const previous = std::prev(it);
	return previous->first + previous->second.size > addr ? previous : it;
}


void Mapping_table::add(uint64_t addr, uint64_t size, uint64_t offset)
{
	_entries.emplace(addr, Entry { size, offset });
	_changes++;
}


void Mapping_table::for_each(uint64_t addr, uint64_t size, Part_fn const &fn) const
{
	uint64_t const end = addr + size;

	for (auto it = _first(addr); it != _entries.end() && it->first < end; ++it) {

		auto const &[start, entry] = *it;

		uint64_t const from = std::max(addr, start);
		uint64_t const to   = std::min(end, start + entry.size);

		fn(entry.offset + (from - start), to - from);
	}
}


void Mapping_table::remove(uint64_t addr, uint64_t size, Part_fn const &fn)
{
	for_each(addr, size, fn);
	_changes++;

	uint64_t const end = addr + size;

	for (auto it = _first(addr); it != _entries.end() && it->first < end; ) {

		auto const [start, entry] = *it;
		it = _entries.erase(it);

		/* what is left at both sides stays */
		if (start < addr)
			_entries.emplace(start, Entry { addr - start, entry.offset });

		if (start + entry.size > end)
			_entries.emplace(end, Entry { start + entry.size - end, entry.offset + (end - start) });
	}
}


void Mapping_table::for_each_range(Function_ref<void (uint64_t, uint64_t)> const &fn) const
{
	for (auto const &[addr, entry] : _entries)
		fn(addr, entry.size);
}
