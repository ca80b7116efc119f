/*
 * \brief  Memory of nucleus in large pages
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cerrno>
#include <cstdint>

#include <sys/mman.h>

#include <host/large_pages.h>
#include <host/system_error.h>

using namespace Host;


/*
 * Map more than needed and give back what is not aligned
 */
char *Host::map_aligned(size_t size)
{
	constexpr size_t ALIGNMENT = LARGE_PAGE_SIZE;

	void * const base = mmap(nullptr, size + ALIGNMENT, PROT_READ | PROT_WRITE,
	                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (base == MAP_FAILED)
		throw System_error("allocate memory for pages", "", errno);

	char * const start = static_cast<char *>(base);
	size_t const skip  = (ALIGNMENT - uintptr_t(base)%ALIGNMENT)%ALIGNMENT;

	if (skip)
		munmap(start, skip);
	if (skip < ALIGNMENT)
		munmap(start + skip + size, ALIGNMENT - skip);

	return start + skip;
}


/*
 * The host may decline to use a large page
 */
Large_page::Large_page() : _memory(map_aligned(LARGE_PAGE_SIZE))
{
	(void)madvise(_memory, LARGE_PAGE_SIZE, MADV_HUGEPAGE);
}


Large_page::~Large_page() { munmap(_memory, LARGE_PAGE_SIZE); }
