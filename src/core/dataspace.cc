/*
 * \brief  Dataspace
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <set>

#include <core/dataspace.h>
#include <core/region_map.h>
#include <kernel/system.h>
#include <kernel/thread.h>

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


void Ram_dataspace::content_source(std::shared_ptr<Content_source> source,
                                   Content_fetcher &fetcher)
{
	_num_missing = (_memory.size() + PART_SIZE - 1)/PART_SIZE;
	_next        = 0;
	_source      = std::move(source);
	_fetcher     = &fetcher;
	_missing.assign(_num_missing, true);
	_waiters.clear();
	_lost.clear();
}


Ram_dataspace::Part Ram_dataspace::_part(size_t part) const
{
	uint64_t const offset = part*PART_SIZE;

	return { offset, std::min(PART_SIZE, _memory.size() - offset) };
}


/*
 * Threads that were restored or killed since their fault do not wait anymore
 */
void Ram_dataspace::_resume_waiters(size_t part)
{
	auto const [begin, end] = _waiters.equal_range(part);

	for (auto it = begin; it != end; ++it) {

		Kernel::Thread &thread = *it->second;

		if (!thread.alive() || thread.state() != Kernel::Thread::State::FAULTED)
			continue;

		if (Host::Process * const process = thread.task()->process())
			_system.transaction().flush(*process);
		_system.transaction().resume(it->second);
	}
	_waiters.erase(begin, end);
}


void Ram_dataspace::_provide_part(size_t part)
{
	auto const lost = _lost.find(part);
	if (lost != _lost.end())
		throw Content_lost(lost->second);

	auto const [offset, size] = _part(part);

	_source->fill(offset, size);
	_present(part);
}


/*
 * Map a part where it is visible
 */
void Ram_dataspace::_present(size_t part)
{
	auto const [offset, size] = _part(part);

	_missing[part] = false;

	std::set<Region_map_component *> const users(Dataspace_component::users().begin(),
	                                             Dataspace_component::users().end());
	for (Region_map_component * const rm : users)
		rm->map_part(*this, offset, size);

	_resume_waiters(part);

	if (--_num_missing == 0)
		_source.reset();
}


void Ram_dataspace::content_complete()
{
	for (size_t part = 0; part < _missing.size() && _source; part++)
		if (_missing[part])
			_present(part);
}


bool Ram_dataspace::provide(uint64_t offset, Kernel::Thread &waiter)
{
	size_t const part = offset/PART_SIZE;

	if (!_source || !_missing[part])
		return true;

	if (_lost.contains(part) || _source->ready(_part(part).offset, _part(part).size)) {
		_provide_part(part);
		return true;
	}

	/* the others have the kernel meanwhile */
	_waiters.emplace(part, waiter);
	_fetcher->fetch(*this, offset);
	return false;
}


uint64_t Ram_dataspace::next_missing()
{
	while (!_missing[_next])
		_next++;

	return _part(_next).offset;
}


Ram_dataspace::Prepare_fn Ram_dataspace::preparation(uint64_t offset) const
{
	size_t const part = offset/PART_SIZE;

	if (!_source || !_missing[part] || _lost.contains(part))
		return { };

	auto const [start, size] = _part(part);

	if (_source->ready(start, size))
		return { };

	return [source = _source, start = start, size = size] { source->prepare(start, size); };
}


void Ram_dataspace::provide_part(uint64_t offset)
{
	size_t const part = offset/PART_SIZE;

	if (_source && _missing[part])
		_provide_part(part);
}


/*
 * Whoever needs what is lost finds this out when he faults again
 */
void Ram_dataspace::provide_fetched(uint64_t offset, std::string const &lost)
{
	size_t const part = offset/PART_SIZE;

	if (!_source || !_missing[part])
		return;

	if (!lost.empty())
		_lost.emplace(part, lost);

	try { _provide_part(part); }
	catch (Content_lost const &error) {
		_lost.emplace(part, error.what());
		_resume_waiters(part);
	}
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
