/*
 * \brief  Pages whose content tells when they were written
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/log.h>
#include <pages.h>
#include <util/misc_math.h>

using namespace Memory;


namespace {

	uint64_t pattern(size_t page, unsigned generation, size_t word)
	{
		uint64_t const id = (uint64_t(generation) << 32) ^ page;

		return (id + 1)*0x9e3779b97f4a7c15 + word*0xd1342543de82ef95;
	}
}


size_t Pages::_checked_pages_per_ds(size_t num_pages, size_t ds_size)
{
	size_t const least = (num_pages + MAX_DATASPACES - 1)/MAX_DATASPACES;

	return max(max(least, (size_t)1), ds_size/PAGE_SIZE);
}


uint64_t volatile *Pages::_page(size_t page)
{
	Attached_ram_dataspace &ds = *_dataspaces[page/_pages_per_ds];

	return ds.local_addr<uint64_t volatile>() + WORDS*(page % _pages_per_ds);
}


void Pages::write(size_t page, unsigned generation)
{
	uint64_t volatile * const words = _page(page);

	for (size_t i = 0; i < WORDS; i++)
		words[i] = pattern(page, generation, i);

	_generation(page) = generation;
}


bool Pages::verify(size_t page)
{
	uint64_t volatile * const words      = _page(page);
	unsigned            const generation = _generation(page);

	for (size_t i = 0; i < WORDS; i++) {

		uint64_t const value = words[i], expected = pattern(page, generation, i);
		if (value == expected)
			continue;

		error("page ", page, ", generation ", generation, ", word ", i, ": ",
		      Hex(value), " instead of ", Hex(expected));
		return false;
	}
	return true;
}


Pages::Pages(Env &env, size_t size, size_t ds_size)
:
	_env(env),
	_num_pages(max((size_t)1, (size + PAGE_SIZE - 1)/PAGE_SIZE)),
	_pages_per_ds(_checked_pages_per_ds(_num_pages, ds_size)),
	_generations(env.ram(), env.rm(), _num_pages*sizeof(unsigned))
{
	for (size_t page = 0, i = 0; page < _num_pages; page += _pages_per_ds, i++)
		_dataspaces[i].construct(_env.ram(), _env.rm(),
		                         PAGE_SIZE*min(_pages_per_ds, _num_pages - page));
}
