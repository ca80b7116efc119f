/*
 * \brief  Search for pages by their content
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstring>

#include <xxhash.h>

#include <core/content_index.h>
#include <kernel/abi/layout.h>

using namespace Core;
using Kernel::Abi::PAGE_SIZE;


/*
 * Some of the words lie apart, because the beginning of a page is often like that
 * of many others. More than two cache lines would take longer than they spare.
 */
size_t Content_index::_filter_bit(char const *page)
{
	constexpr size_t   PLACES[] = { 0, 24, PAGE_SIZE/2, PAGE_SIZE/2 + 24 };
	constexpr uint64_t FACTOR   = 0x9e3779b97f4a7c15;   /* 2^64 by the golden ratio */

	uint64_t sum = 0;
	for (size_t const place : PLACES) {
		uint64_t word;
		memcpy(&word, page + place, sizeof(word));
		sum = (sum ^ word)*FACTOR;
		sum ^= sum >> 32;
	}
	return sum % FILTER_BITS;
}


Content_index::Content_index(char const *memory, size_t pages) : _memory(memory)
{
	_entries.reserve(pages);

	for (uint32_t i = 0; i < pages; i++) {
		char const * const page = memory + i*PAGE_SIZE;
		_entries.push_back({ XXH3_64bits(page, PAGE_SIZE), i });
		_filter.set(_filter_bit(page));
	}

	std::ranges::stable_sort(_entries, { }, &Entry::hash);

	auto const same_hash = [] (Entry const &a, Entry const &b) { return a.hash == b.hash; };
	_entries.erase(std::unique(_entries.begin(), _entries.end(), same_hash), _entries.end());
}


std::optional<uint32_t> Content_index::find(char const *page) const
{
	if (!_filter[_filter_bit(page)])
		return { };

	auto const it = std::ranges::lower_bound(_entries, XXH3_64bits(page, PAGE_SIZE), { }, &Entry::hash);

	if (it == _entries.end() || memcmp(_memory + it->page*PAGE_SIZE, page, PAGE_SIZE) != 0)
		return { };

	return it->page;
}
