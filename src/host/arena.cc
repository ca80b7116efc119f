/*
 * \brief  Memory of the system
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <host/arena.h>
#include <host/system_error.h>
#include <kernel/abi/layout.h>

using namespace Host;
using Kernel::Abi::PAGE_SIZE;


namespace {

	size_t rounded(size_t size) { return (size + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1); }

	int create_file(size_t size)
	{
		int const fd = memfd_create("recap memory", MFD_CLOEXEC);
		if (fd < 0)
			throw System_error("create memory file", "", errno);

		if (ftruncate(fd, off_t(size)) != 0) {
			int const error = errno;
			close(fd);
			throw System_error("size memory file", "", error);
		}
		return fd;
	}

	char *map_file(int fd, size_t size)
	{
		void * const addr = mmap(nullptr, size, PROT_READ | PROT_WRITE,
		                         MAP_SHARED | MAP_NORESERVE, fd, 0);
		if (addr == MAP_FAILED) {
			int const error = errno;
			close(fd);
			throw System_error("map memory file", "", error);
		}
		return static_cast<char *>(addr);
	}
}


namespace {

	/* as in linux/mman.h, which may be older */
	constexpr long SYS_CACHESTAT = 451;

	struct Cachestat_range { uint64_t offset, size; };
	struct Cachestat       { uint64_t cache, dirty, writeback, evicted, recently_evicted; };

	/**
	 * Return true if all pages of a part of a file are known to be in memory
	 *
	 * Hosts before Linux 6.5 do not tell.
	 */
	bool all_resident(int fd, uint64_t offset, uint64_t size)
	{
		Cachestat_range range { offset, size };
		Cachestat       result { };

		return syscall(SYS_CACHESTAT, fd, &range, &result, 0) == 0
		    && result.cache == size/PAGE_SIZE;
	}
}


/************
 ** Memory **
 ************/

Memory::Allocation::~Allocation() { arena._free(offset, size); }


char *Memory::data() const { return _allocation->arena.base() + _allocation->offset; }


/***********
 ** Arena **
 ***********/

Arena::Arena(size_t size)
:
	_descriptor(create_file(rounded(size))),
	_size(rounded(size)),
	_base(map_file(_descriptor, _size)),
	_mapped(_size/PART_SIZE)
{
	_untouched.add(0, _size);
}


Arena::~Arena()
{
	munmap(_base, _size);
	close(_descriptor);
}


void Arena::_drop_pages(uint64_t offset, size_t size)
{
	if (fallocate(_descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
	              off_t(offset), off_t(size)) != 0)
		throw System_error("drop pages of memory file", "", errno);

	size_t const end = std::min((offset + size + PART_SIZE - 1)/PART_SIZE, _mapped.size());
	for (size_t part = offset/PART_SIZE; part < end; part++)
		_mapped[part] = false;
}


void Arena::_free(uint64_t offset, size_t size)
{
	std::lock_guard guard(_mutex);

	if (size <= RECYCLED_RANGE_MAX && _recycled.total() + size <= RECYCLED_TOTAL_MAX) {
		_recycled.add(offset, size);
		return;
	}
	_drop_pages(offset, size);
	_untouched.add(offset, size);
	_notify_observer();
}


Memory Arena::allocate(size_t size)
{
	size = rounded(size);

	if (size <= RECYCLED_RANGE_MAX) {

		std::unique_lock lock(_mutex);
		auto const offset = _recycled.take(size);
		lock.unlock();

		if (offset) {
			memset(_base + *offset, 0, size);
			return Memory(*this, *offset, size);
		}
	}
	return allocate_untouched(size);
}


Memory Arena::allocate_untouched(size_t size)
{
	size = rounded(size);

	std::lock_guard guard(_mutex);

	auto offset = _untouched.take(size);

	/* give up the recycled ranges if they are needed */
	if (!offset && size <= _untouched.total() + _recycled.total()) {
		while (auto const range = _recycled.take_any()) {
			_drop_pages(range->start, range->size);
			_untouched.add(range->start, range->size);
		}
		offset = _untouched.take(size);
	}

	if (!offset)
		throw Out_of_memory();

	_notify_observer();
	return Memory(*this, *offset, size);
}


size_t Arena::available() const
{
	std::lock_guard guard(_mutex);
	return _untouched.total() + _recycled.total();
}


size_t Arena::used() const
{
	/* in which sizes are told whatever the blocks of the file are */
	constexpr size_t UNIT = 512;

	struct stat info { };
	if (fstat(_descriptor, &info) != 0)
		throw System_error("examine memory file", "", errno);

	return size_t(info.st_blocks)*UNIT;
}


void Arena::observe(std::function<void ()> const &observer)
{
	std::lock_guard guard(_mutex);
	_observer = observer;
}


void Arena::_notify_observer() const
{
	if (_observer)
		_observer();
}


/*
 * Access a page that others may write at the same time. What they write does not
 * matter, so this must not count as a use of the value.
 */
static void touch(char const *address)
{
	asm volatile ("testb $0, %0" : : "m" (*address) : "cc");
}


/*
 * A page that does not exist would come into being when it is accessed. With the
 * mutex held, no page vanishes.
 *
 * The host may map several pages at the first access to one of them. But if it is
 * a virtual machine with page tables of its own behind those, each page takes
 * another fault, which is hidden from it, and by far the most expensive part.
 *
 * \return  false if the end is reached
 */
bool Arena::_map_next_part()
{
	auto const unmapped = std::find(_mapped.begin() + off_t(_next_part), _mapped.end(), false);

	size_t const part = _next_used(size_t(unmapped - _mapped.begin())*PART_SIZE)/PART_SIZE;

	if (part >= _mapped.size()) {
		_next_part = 0;
		return false;
	}
	_next_part = part + 1;

	if (_mapped[part] || !all_resident(_descriptor, part*PART_SIZE, PART_SIZE))
		return true;

	for (size_t offset = 0; offset < PART_SIZE; offset += PAGE_SIZE)
		touch(_base + part*PART_SIZE + offset);

	_mapped[part] = true;
	return true;
}


bool Arena::map_in_advance()
{
	constexpr unsigned MAX_PARTS = 64;

	for (unsigned i = 0; i < MAX_PARTS; i++) {
		std::lock_guard guard(_mutex);
		if (!_map_next_part())
			return false;
	}
	return true;
}


int Arena::open_again() const
{
	std::string const path = "/proc/self/fd/" + std::to_string(_descriptor);

	int const fd = open(path.c_str(), O_RDWR | O_CLOEXEC);
	if (fd < 0)
		throw System_error("open", path, errno);
	return fd;
}


uint64_t Arena::_next_used(uint64_t offset) const
{
	/* fails if there is no page up to the end of the arena */
	off_t const data = lseek(_descriptor, off_t(offset), SEEK_DATA);

	return data < 0 ? _size : uint64_t(data);
}


/*
 * The host finds the next hole by looking at all pages up to there, wherever
 * the caller's interest ends. So it is asked for the pages that are in memory
 * instead, part by part. A page that is not may have been swapped out.
 */
uint64_t Arena::_end_of_used(uint64_t offset, uint64_t end) const
{
	constexpr size_t PART = 512;

	unsigned char resident[PART];

	while (offset < end) {

		size_t const count = std::min<uint64_t>(PART, (end - offset)/PAGE_SIZE);

		/* a number is told faster than the pages that it is made of */
		if (all_resident(_descriptor, offset, count*PAGE_SIZE)) {
			offset += count*PAGE_SIZE;
			continue;
		}

		if (mincore(_base + offset, count*PAGE_SIZE, resident) != 0)
			throw System_error("examine memory file", "", errno);

		for (size_t i = 0; i < count; i++, offset += PAGE_SIZE)
			if (!(resident[i] & 1) && _next_used(offset) != offset)
				return offset;
	}
	return end;
}


void Memory::for_each_used(uint64_t start, size_t size,
                           Function_ref<void (uint64_t, size_t)> const &fn) const
{
	Arena const &arena = _allocation->arena;

	uint64_t const base = offset();
	uint64_t const end  = base + start + size;

	for (uint64_t position = base + start; position < end; ) {

		uint64_t const first = arena._next_used(position);
		if (first >= end)
			return;

		uint64_t const stop = arena._end_of_used(first, end);

		fn(first - base, stop - first);
		position = stop;
	}
}
