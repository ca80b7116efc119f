/*
 * \brief  Count of requests for memory of the heap
 *
 * The operators below replace those of the C++ library, which permits this
 * (C++20, [replacement.functions]). The variants that are not defined here call
 * these. Those that throw nothing would do so as well, but sanitizers bring
 * their own.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstdlib>
#include <new>

#include <host/heap_use.h>


namespace {

	thread_local uint64_t requests = 0;

	void *obtained(auto const &obtain)
	{
		requests++;

		for (;;) {
			if (void * const addr = obtain())
				return addr;

			std::new_handler const handler = std::get_new_handler();
			if (!handler)
				throw std::bad_alloc();

			handler();
		}
	}
}


uint64_t Host::heap_requests() { return requests; }


void *operator new (size_t size)
{
	return obtained([&] { return malloc(std::max<size_t>(1, size)); });
}


void *operator new (size_t size, std::align_val_t alignment)
{
	size_t const align = size_t(alignment);

	return obtained([&] {
		return aligned_alloc(align, std::max<size_t>(1, (size + align - 1)/align)*align); });
}


void *operator new (size_t size, std::nothrow_t const &) noexcept
{
	try { return operator new (size); }
	catch (...) { return nullptr; }
}


void *operator new (size_t size, std::align_val_t alignment, std::nothrow_t const &) noexcept
{
	try { return operator new (size, alignment); }
	catch (...) { return nullptr; }
}


void operator delete (void *addr)                           noexcept { free(addr); }
void operator delete (void *addr, size_t)                   noexcept { free(addr); }
void operator delete (void *addr, std::align_val_t)         noexcept { free(addr); }
void operator delete (void *addr, size_t, std::align_val_t) noexcept { free(addr); }
