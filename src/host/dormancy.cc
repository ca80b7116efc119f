/*
 * \brief  Parts of an address space that nobody writes anymore
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <host/dormancy.h>

using namespace Host;


/************
 ** Record **
 ************/

void Dormancy::Record::written(uint64_t addr, uint64_t size)
{
	while (_next != _end && _next->first + PART_SIZE <= addr)
		++_next;

	/* the last one may be written again */
	for (auto it = _next; it != _end && it->first < addr + size; ++it)
		it->second.written.store(true, std::memory_order_relaxed);
}


/**************
 ** Mappings **
 **************/

void Dormancy::add(uint64_t addr, uint64_t size)
{
	for (uint64_t part = _start(addr + PART_SIZE - 1); part + PART_SIZE <= addr + size; part += PART_SIZE)
		_parts.try_emplace(part);
}


void Dormancy::remove(uint64_t addr, uint64_t size)
{
	auto it = _parts.lower_bound(_start(addr));

	while (it != _parts.end() && it->first < addr + size) {
		if (it->second.dormant)
			_remove_dormant(it->first);
		it = _parts.erase(it);
	}
}


std::vector<uint64_t> Dormancy::cut(uint64_t addr, uint64_t size) const
{
	uint64_t const end = addr + size, first = _start(addr), last = _start(end);

	std::vector<uint64_t> result;

	if (first < addr && _is_dormant(first))
		result.push_back(first);

	if (last < end && (last != first || first == addr) && _is_dormant(last))
		result.push_back(last);

	return result;
}


/*************
 ** Dormant **
 *************/

bool Dormancy::_is_dormant(uint64_t addr) const
{
	auto const it = _parts.find(_start(addr));

	return it != _parts.end() && it->second.dormant;
}


void Dormancy::_insert_dormant(uint64_t addr)
{
	uint64_t end = addr + PART_SIZE;

	auto it = _dormant.lower_bound(addr);

	if (it != _dormant.end() && it->first == end) {
		end = it->second;
		it  = _dormant.erase(it);
	}

	if (it != _dormant.begin() && std::prev(it)->second == addr)
		std::prev(it)->second = end;
	else
		_dormant.emplace_hint(it, addr, end);

	_num_dormant++;
	_changes++;
}


void Dormancy::_remove_dormant(uint64_t addr)
{
	auto const it = std::prev(_dormant.upper_bound(addr));

	auto const [start, end] = *it;
	_dormant.erase(it);

	/* what is left at both sides stays */
	if (start < addr)
		_dormant.emplace(start, addr);
	if (addr + PART_SIZE < end)
		_dormant.emplace(addr + PART_SIZE, end);

	_num_dormant--;
	_changes++;
}


/*
 * Return true if the part has not been written for long enough
 */
bool Dormancy::_rested(Part &part)
{
	if (part.written.exchange(false, std::memory_order_relaxed))
		part.age = 0;
	else
		part.age = std::min(part.age + INTERVAL, MAX_PATIENCE);

	return part.age >= part.patience;
}


Dormancy::Ranges Dormancy::next_checkpoint()
{
	Ranges result;

	if (++_checkpoints % INTERVAL)
		return result;

	size_t const awake = _parts.size() - _num_dormant;
	size_t       left  = std::min<size_t>(MAX_RESTING, awake - std::min<size_t>(awake, MIN_AWAKE));

	for (auto &[addr, part] : _parts) {

		if (part.dormant || !_rested(part) || !left)
			continue;

		left--;
		if (!result.empty() && result.back().addr + result.back().size == addr)
			result.back().size += PART_SIZE;
		else
			result.push_back({ addr, PART_SIZE });
	}
	return result;
}


void Dormancy::rest(Range range)
{
	for (uint64_t addr = range.addr; addr < range.addr + range.size; addr += PART_SIZE) {
		_parts.at(addr).dormant = true;
		_insert_dormant(addr);
	}
}


std::optional<Dormancy::Range> Dormancy::wake(uint64_t addr)
{
	uint64_t const start = _start(addr);

	auto it = _parts.find(start);
	if (it == _parts.end() || !it->second.dormant)
		return std::nullopt;

	it->second.patience = std::min(2*it->second.patience, MAX_PATIENCE);

	_woken = start == _woken_end ? std::min(2*_woken, MAX_WAKING) : 1;

	uint64_t end = start;

	for (unsigned i = 0; i < _woken; i++, ++it, end += PART_SIZE) {

		if (it == _parts.end() || it->first != end || !it->second.dormant)
			break;

		it->second.dormant = false;
		it->second.age     = 0;
		_remove_dormant(end);
	}
	_woken_end = end;

	return Range { start, end - start };
}


void Dormancy::for_each_awake(uint64_t addr, uint64_t size, Range_fn const &fn) const
{
	uint64_t const end = addr + size;

	auto it = _dormant.upper_bound(addr);

	if (it != _dormant.begin())
		addr = std::max(addr, std::prev(it)->second);

	for (; it != _dormant.end() && it->first < end; ++it) {
		if (addr < it->first)
			fn(addr, it->first - addr);
		addr = it->second;
	}

	if (addr < end)
		fn(addr, end - addr);
}
