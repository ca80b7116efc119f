/*
 * \brief  Parts of an address space that nobody writes anymore
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__DORMANCY_H_
#define _HOST__DORMANCY_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include <host/function_ref.h>

namespace Host { class Dormancy; }


/**
 * Which parts of an address space searches for written pages can leave out
 *
 * A search looks at every page that can be written, so it takes the longer the
 * more of them there are. A part that was not written for a number of
 * checkpoints becomes *dormant*: it is protected against writing as a whole, and
 * no search looks at it. To write to it is a fault, by which it awakes. This takes as
 * long as hundreds of searches of the part, so a part that had to be
 * woken up stays awake for longer the next time.
 *
 * The object is about the bookkeeping only. Its user protects the parts.
 */
class Host::Dormancy
{
	public:

		/** Size and alignment of a part: what one page table covers */
		static constexpr uint64_t PART_SIZE = 2u << 20;

		/** A part does not become dormant earlier, in checkpoints */
		static constexpr unsigned MIN_PATIENCE = 256, MAX_PATIENCE = 1u << 16;

		/** So many parts are searched in next to no time */
		static constexpr unsigned MIN_AWAKE = 16;

		/** Checkpoints from one time that parts become dormant to the next */
		static constexpr unsigned INTERVAL = 8;

		/** Parts that become dormant at a time, and that awake at a time */
		static constexpr unsigned MAX_RESTING = 32, MAX_WAKING = 32;

		struct Range { uint64_t addr, size; };

		using Ranges   = std::vector<Range>;
		using Range_fn = Function_ref<void (uint64_t addr, uint64_t size)>;

	private:

		struct Part
		{
			std::atomic<bool> written { false };   /* since the age was determined */

			bool     dormant  = false;
			unsigned age      = 0;                 /* checkpoints since it was written */
			unsigned patience = MIN_PATIENCE;
		};

		using Parts = std::map<uint64_t, Part>;   /* by address */

		Parts    _parts       { };
		unsigned _checkpoints = 0;

		/* merged ranges of dormant parts, start -> end, and their number */
		std::map<uint64_t, uint64_t> _dormant     { };
		size_t                       _num_dormant = 0;
		uint64_t                     _changes     = 0;

		/* parts that awoke last, in ascending order one after the other */
		uint64_t _woken_end = ~0ull;
		unsigned _woken     = 0;

		static uint64_t _start(uint64_t addr) { return addr & ~(PART_SIZE - 1); }

		void _insert_dormant(uint64_t addr);
		void _remove_dormant(uint64_t addr);
		bool _is_dormant(uint64_t addr) const;
		bool _rested(Part &);

	public:

		/**
		 * Record of what was written, in ascending order from an address on
		 *
		 * Any number of threads can use one of their own at a time.
		 */
		class Record
		{
			private:

				Parts::iterator       _next;
				Parts::iterator const _end;

			public:

				Record(Dormancy &dormancy, uint64_t addr)
				:
					_next(dormancy._parts.lower_bound(_start(addr))), _end(dormancy._parts.end())
				{ }

				void written(uint64_t addr, uint64_t size);
		};

		/**
		 * Add mapping that can be written, the addresses must be unused
		 */
		void add(uint64_t addr, uint64_t size);

		/**
		 * Remove all mappings of an address range
		 *
		 * What 'cut' returned must have been woken up.
		 */
		void remove(uint64_t addr, uint64_t size);

		/**
		 * Return addresses of dormant parts of which some is inside of a range
		 * and some outside, two at most
		 */
		std::vector<uint64_t> cut(uint64_t addr, uint64_t size) const;

		/**
		 * Count a checkpoint, return what should become dormant now
		 *
		 * \return  ascending ranges of whole parts, empty most of the time
		 */
		Ranges next_checkpoint();

		/**
		 * Record that a range is dormant from now on
		 *
		 * \param range  one of those that 'next_checkpoint' returned
		 */
		void rest(Range range);

		/**
		 * Record that parts awake because somebody wants to write
		 *
		 * If dormant parts are written one after the other, more and more of those
		 * that follow awake along with one.
		 *
		 * \param addr  where somebody wants to write
		 *
		 * \return  parts that awake, nothing if the address belongs to no dormant one
		 */
		std::optional<Range> wake(uint64_t addr);

		/**
		 * Call 'fn' with each part of a range that is not dormant, in ascending
		 * order
		 */
		void for_each_awake(uint64_t addr, uint64_t size, Range_fn const &fn) const;

		/** Return number of dormant parts */
		size_t num_dormant() const { return _num_dormant; }

		/** Return number that grows whenever parts become dormant, or cease to be */
		uint64_t changes() const { return _changes; }
};

#endif /* _HOST__DORMANCY_H_ */
