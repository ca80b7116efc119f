/*
 * \brief  Dataspace
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <set>

#include <core/dataspace.h>
#include <core/region_map.h>
#include <kernel/system.h>

using namespace Core;


void Dataspace_component::_detach_everywhere()
{
	while (!_users.empty())
		(*_users.begin())->detach_dataspace(*this);
}


Ram_dataspace::~Ram_dataspace()
{
	_detach_everywhere();

	/* the memory must not be used for anything else before it is unmapped */
	_system.transaction().free(std::move(_memory));
}


void Ram_dataspace::content_source(std::unique_ptr<Content_source> source)
{
	_num_missing = (_memory.size() + PART_SIZE - 1)/PART_SIZE;
	_next        = 0;
	_source      = std::move(source);
	_missing.assign(_num_missing, true);
}


void Ram_dataspace::_provide_part(size_t part)
{
	uint64_t const offset = part*PART_SIZE;
	uint64_t const size   = std::min(PART_SIZE, _memory.size() - offset);

	_source->fill(offset, size);
	_missing[part] = false;

	std::set<Region_map_component *> const users(Dataspace_component::users().begin(),
	                                             Dataspace_component::users().end());
	for (Region_map_component * const rm : users)
		rm->map_part(*this, offset, size);

	if (--_num_missing == 0)
		_source.reset();
}


void Ram_dataspace::provide(uint64_t offset)
{
	if (_source && _missing[offset/PART_SIZE])
		_provide_part(offset/PART_SIZE);
}


void Ram_dataspace::provide_next()
{
	if (!_source)
		return;

	while (!_missing[_next])
		_next++;

	_provide_part(_next);
}


void Ram_dataspace::for_each_present(uint64_t offset, uint64_t size, Part_fn const &fn) const
{
	if (!_source)
		return fn(offset, size);

	uint64_t const end = offset + size;

	auto missing  = [&] (uint64_t at) { return bool(_missing[at/PART_SIZE]); };
	auto boundary = [&] (uint64_t at) { return std::min(end, (at/PART_SIZE + 1)*PART_SIZE); };

	for (uint64_t start = offset; start < end; ) {

		uint64_t stop = boundary(start);

		if (missing(start)) {
			start = stop;
			continue;
		}
		while (stop < end && !missing(stop))
			stop = boundary(stop);

		fn(start, stop - start);
		start = stop;
	}
}
