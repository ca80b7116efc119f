/*
 * \brief  Memory of nucleus for copies of pages
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cerrno>
#include <string>

#include <sys/mman.h>

#include <host/page_pool.h>
#include <host/system_error.h>

using namespace Host;


namespace {

	/* size of large pages, to which extents are aligned */
	constexpr size_t ALIGNMENT = 2u << 20;

	/*
	 * Map more than needed and give back what is not aligned
	 */
	char *map_aligned(size_t size)
	{
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
}


Page_pool::~Page_pool()
{
	for (char * const extent : _extents)
		munmap(extent, EXTENT_PAGES*PAGE_SIZE);
}


void Page_pool::_add_extent()
{
	constexpr size_t SIZE = EXTENT_PAGES*PAGE_SIZE;

	if (_extents.size() >= _max_extents)
		throw Exhausted("the memory for checkpoints is used up, a system may take "
		                + std::to_string(_max_extents*SIZE >> 20) + " MiB for them");

	size_t const first = _references.size();

	if (first + EXTENT_PAGES > (1ull << FRAME_BITS))
		throw System_error("allocate memory for pages", "", ENOMEM);

	_extents.reserve(_extents.size() + 1);
	_references.reserve(first + EXTENT_PAGES);
	_free.reserve(first + EXTENT_PAGES);

	char * const extent = map_aligned(SIZE);

	/* both are optimizations that hosts may decline */
	madvise(extent, SIZE, MADV_HUGEPAGE);
	madvise(extent, SIZE, MADV_POPULATE_WRITE);

	_extents.push_back(extent);
	_references.resize(first + EXTENT_PAGES);

	/* the lowest frame is taken first */
	for (size_t i = EXTENT_PAGES; i > 0; i--)
		_free.push_back(Frame(first + i - 1));
}


Page_pool::Frame Page_pool::allocate()
{
	if (_free.empty())
		_add_extent();

	Frame const frame = _free.back();
	_free.pop_back();
	_references[frame] = 1;
	return frame;
}


void Page_pool::reserve(size_t count)
{
	while (_free.size() < count && _extents.size() < _max_extents)
		_add_extent();
}
