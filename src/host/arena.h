/*
 * \brief  Memory of the system
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__ARENA_H_
#define _HOST__ARENA_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <vector>

#include <host/function_ref.h>
#include <host/range_set.h>

namespace Host {

	class Arena;
	class Memory;
}


/**
 * Range of the arena, given back with its last holder
 */
class Host::Memory
{
	private:

		friend class Arena;

		struct Allocation
		{
			Arena   &arena;
			uint64_t offset;
			size_t   size;

			Allocation(Arena &arena, uint64_t offset, size_t size)
			: arena(arena), offset(offset), size(size) { }

			~Allocation();

			Allocation(Allocation const &) = delete;
			Allocation &operator = (Allocation const &) = delete;
		};

		std::shared_ptr<Allocation const> _allocation { };

		Memory(Arena &arena, uint64_t offset, size_t size)
		: _allocation(std::make_shared<Allocation const>(arena, offset, size)) { }

		explicit Memory(std::shared_ptr<Allocation const> const &allocation)
		: _allocation(allocation) { }

	public:

		Memory() { }

		Memory(Memory &&) = default;
		Memory &operator = (Memory &&) = default;

		/**
		 * Return another holder of the same range
		 */
		Memory shared() const { return Memory(_allocation); }

		/** Return offset within the arena in bytes, a multiple of the page size */
		uint64_t offset() const { return _allocation ? _allocation->offset : 0; }

		/** Return size in bytes, a multiple of the page size */
		size_t size() const { return _allocation ? _allocation->size : 0; }

		/** Return address at which nucleus sees the memory */
		char *data() const;

		bool valid() const { return _allocation != nullptr; }

		/**
		 * Call 'fn' with offset and size of each part that has pages
		 *
		 * All other pages are zero. Reading them would bring them into being.
		 *
		 * \param start  offset of the examined part, a multiple of the page size
		 * \param size   size of that part
		 */
		void for_each_used(uint64_t start, size_t size,
		                   Function_ref<void (uint64_t, size_t)> const &fn) const;

		void for_each_used(Function_ref<void (uint64_t, size_t)> const &fn) const
		{
			for_each_used(0, size(), fn);
		}
};


/**
 * All memory that components, and nucleus on their behalf, can use
 *
 * The arena is one anonymous file that nucleus maps as a whole. Processes
 * map parts of it at the command of nucleus. Memory is zero when allocated.
 * Small ranges are kept for reuse because a page that is already there is
 * far cheaper to clear than a fresh page is to touch.
 *
 * All methods can be called by several threads at once.
 */
class Host::Arena
{
	private:

		/* largest range that is kept, and the sum that is kept */
		static constexpr size_t RECYCLED_RANGE_MAX = 1u << 20;
		static constexpr size_t RECYCLED_TOTAL_MAX = 128u << 20;

		int    const _descriptor;
		size_t const _size;
		char * const _base;

		mutable std::mutex _mutex { };

		Range_set _untouched { };   /* ranges without any page */
		Range_set _recycled  { };   /* ranges with arbitrary contents */

		/* part of the arena that is mapped in advance, one at a time */
		static constexpr size_t PART_SIZE = 64*1024;

		std::vector<bool> _mapped;           /* parts that nucleus has mapped */
		size_t            _next_part = 0;    /* to be looked at */

		std::function<void ()> _observer { };

		friend class Memory;

		/** Return offset of the next page that exists, or the size of the arena */
		uint64_t _next_used(uint64_t offset) const;

		/** Return offset of the first page from 'offset' on that does not exist, at most 'end' */
		uint64_t _end_of_used(uint64_t offset, uint64_t end) const;

		void _free(uint64_t offset, size_t size);
		void _drop_pages(uint64_t offset, size_t size);
		bool _map_next_part();
		void _notify_observer() const;

		Arena(Arena const &) = delete;
		Arena &operator = (Arena const &) = delete;

	public:

		struct Out_of_memory : std::runtime_error
		{
			Out_of_memory() : std::runtime_error("out of memory: the arena is exhausted") { }
		};

		/**
		 * Constructor
		 *
		 * \param size  capacity in bytes. Memory of the host is occupied as it
		 *              gets used.
		 *
		 * \throw System_error
		 */
		explicit Arena(size_t size);
		~Arena();

		/**
		 * Allocate memory, filled with zeros
		 *
		 * \param size  size in bytes, rounded up to a multiple of the page size
		 *
		 * \throw Out_of_memory
		 */
		Memory allocate(size_t size);

		/**
		 * Allocate memory of which no page exists yet
		 *
		 * Pages come into being at the first access, which a user can
		 * intercept.
		 *
		 * \throw Out_of_memory
		 */
		Memory allocate_untouched(size_t size);

		/** Return address of the arena in nucleus */
		char *base() const { return _base; }

		/** Return capacity in bytes */
		size_t size() const { return _size; }

		/** Return number of unallocated bytes */
		size_t available() const;

		/**
		 * Return number of bytes that take memory of the host
		 *
		 * Memory that was allocated does so from the first access on.
		 *
		 * \throw System_error
		 */
		size_t used() const;

		/**
		 * Let a function be called whenever memory that is not there yet is
		 * allocated, and whenever memory is given back to the host
		 *
		 * \param observer  called by any thread, must be quick and not use the
		 *                  arena; none ends the calls
		 */
		void observe(std::function<void ()> const &observer);

		/**
		 * Let nucleus access pages that exist, and that it has not accessed so far
		 *
		 * The first access is a page fault otherwise. This looks at a limited
		 * number of pages, further calls go on with the next ones.
		 *
		 * \return  true if there is more to look at
		 */
		bool map_in_advance();

		/**
		 * Open the arena once more
		 *
		 * \return  descriptor that shares no state with the arena's own, to be
		 *          closed by the caller
		 *
		 * \throw System_error
		 */
		int open_again() const;
};

#endif /* _HOST__ARENA_H_ */
