/*
 * \brief  Set of free address ranges
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/range_set.h>

using namespace Host;


void Range_set::_remove(Iterator it)
{
	_total -= it->second;
	_by_size.erase({ it->second, it->first });
	_by_start.erase(it);
}


void Range_set::_insert(uint64_t start, uint64_t size)
{
	_total += size;
	_by_start.emplace(start, size);
	_by_size.emplace(size, start);
}


void Range_set::add(uint64_t start, uint64_t size)
{
	if (size == 0)
		return;

	auto next = _by_start.lower_bound(start);

	if (next != _by_start.end() && next->first == start + size) {
		size += next->second;
		auto const merged = next++;
		_remove(merged);
	}

	if (next != _by_start.begin()) {
		auto const prev = std::prev(next);
		if (prev->first + prev->second == start) {
			start = prev->first;
			size += prev->second;
			_remove(prev);
		}
	}
	_insert(start, size);
}


std::optional<uint64_t> Range_set::take(uint64_t size)
{
	auto const fit = _by_size.lower_bound({ size, 0 });
	if (size == 0 || fit == _by_size.end())
		return std::nullopt;

	auto const [range_size, start] = *fit;

	_remove(_by_start.find(start));

	if (range_size > size)
		_insert(start + size, range_size - size);

	return start;
}


std::optional<Range_set::Range> Range_set::take_any()
{
	if (_by_start.empty())
		return std::nullopt;

	auto  const it = _by_start.begin();
	Range const range { it->first, it->second };
	_remove(it);
	return range;
}
