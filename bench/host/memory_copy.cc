/*
 * \brief  Copying of memory that is in place
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/host/memory_copy.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include <bench/host/duration.h>

using namespace Bench;


namespace {

	/* little memory is copied several times, because clocks are coarse */
	constexpr size_t LEAST_BYTES = 4u << 20;
}


Memory_copy::Memory_copy(size_t size) : _from(size), _to(size)
{
	uint32_t state = 1;
	for (std::byte &byte : _from) {
		state = state*1664525 + 1013904223;
		byte  = std::byte(state >> 24);
	}

	/* caches and page tables */
	us();
}


double Memory_copy::us()
{
	size_t const count = std::max<size_t>(1, LEAST_BYTES/std::max<size_t>(1, _from.size()));

	return us_of([&] {
		for (size_t i = 0; i < count; i++) {
			memcpy(_to.data(), _from.data(), _from.size());

			/* the copy must not be optimized away */
			asm volatile ("" : : "r" (_to.data()) : "memory");
		}
	})/double(count);
}
