/*
 * \brief  Where a process sees which memory that it can write
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__MAPPING_TABLE_H_
#define _HOST__MAPPING_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <map>

#include <host/function_ref.h>

namespace Host { class Mapping_table; }


/**
 * Mappings of an address space, sorted by address
 */
class Host::Mapping_table
{
	private:

		struct Entry { uint64_t size, offset; };

		std::map<uint64_t, Entry> _entries { };   /* by start address */
		uint64_t                  _changes = 0;

		/* first entry that ends behind 'addr' */
		std::map<uint64_t, Entry>::const_iterator _first(uint64_t addr) const;

	public:

		/** Function that gets a part of the memory: offset and size in bytes */
		using Part_fn = Function_ref<void (uint64_t offset, uint64_t size)>;

		/**
		 * Add mapping of the memory at 'offset', the addresses must be unused
		 */
		void add(uint64_t addr, uint64_t size, uint64_t offset);

		/**
		 * Remove all mappings of an address range
		 *
		 * \param fn  called for each part of the memory that is no longer seen there
		 */
		void remove(uint64_t addr, uint64_t size, Part_fn const &fn);

		/**
		 * Call 'fn' for each part of the memory that is seen in an address range
		 */
		void for_each(uint64_t addr, uint64_t size, Part_fn const &fn) const;

		/** Remove all mappings */
		void clear()
		{
			_entries.clear();
			_changes++;
		}

		/** Return number that grows whenever mappings come or go */
		uint64_t changes() const { return _changes; }

		bool empty() const { return _entries.empty(); }

		/** Return address range that includes all mappings, which must exist */
		uint64_t start() const { return _entries.begin()->first; }
		uint64_t end()   const { return _entries.rbegin()->first + _entries.rbegin()->second.size; }

		/** Call 'fn' with address and size of each mapping */
		void for_each_range(Function_ref<void (uint64_t addr, uint64_t size)> const &fn) const;
};

#endif /* _HOST__MAPPING_TABLE_H_ */
