/*
 * \brief  Memory of nucleus for copies of pages
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cerrno>
#include <chrono>
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


/*
 * Obtain the pages of an extent from the host, an optimization that it may
 * decline
 *
 * A virtual machine may have given back the memory that it does not use to its
 * host, and has to obtain it anew then. Large pages are the ones that are
 * not in use, so small ones are far faster there.
 */
void Page_pool::_populate(char *extent)
{
	using Clock = std::chrono::steady_clock;

	constexpr size_t                    PART = ALIGNMENT;
	constexpr std::chrono::microseconds SLOW { 1000 };

	size_t done = 0;

	if (_large_pages) {
		madvise(extent, EXTENT_PAGES*PAGE_SIZE, MADV_HUGEPAGE);

		auto const start = Clock::now();
		madvise(extent, PART, MADV_POPULATE_WRITE);
		done = PART;

		_large_pages = Clock::now() - start < SLOW;
	}
	if (!_large_pages)
		madvise(extent + done, EXTENT_PAGES*PAGE_SIZE - done, MADV_NOHUGEPAGE);

	_workers.execute((EXTENT_PAGES*PAGE_SIZE - done)/PART, [&] (size_t part) {
		madvise(extent + done + part*PART, PART, MADV_POPULATE_WRITE); });
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

	_populate(extent);

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
