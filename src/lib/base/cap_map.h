/*
 * \brief  Reference counts of the capabilities of the component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _LIB__BASE__CAP_MAP_H_
#define _LIB__BASE__CAP_MAP_H_

#include <base/lock.h>
#include <base/native_capability.h>
#include <kernel/abi/cap_map.h>
#include <util/noncopyable.h>

namespace Genode { class Cap_map; }


/**
 * Capability map, one entry for each slot of the capability space
 *
 * An entry counts the references held by the component, and how often the
 * kernel delivered the capability. When the last reference is gone, the kernel
 * is told so. It keeps the slot if yet another delivery is on its way to a
 * different thread, which its own count of deliveries tells.
 */
class Genode::Cap_map : Noncopyable
{
	private:

		typedef Kernel::Abi::Cap_map_chunk Chunk;
		typedef Kernel::Abi::Cap_map_entry Entry;

		/* room for the slots needed before memory can be allocated */
		enum { STATIC_CHUNKS = 2 };

		/* slots that remain while further memory is being allocated */
		enum { RESERVE = 256 };

		Kernel::Abi::Cap_map_root _root { };
		Chunk                     _static_chunks[STATIC_CHUNKS] { };
		Lock                      _lock { };
		unsigned                  _num_chunks = STATIC_CHUNKS;
		bool                      _growing    = false;

		Entry *_entry(unsigned long slot);
		bool   _start_growing(unsigned long slot);
		void   _grow();

	public:

		constexpr Cap_map() { }

		/**
		 * Register the map at the kernel, and the capabilities that exist from
		 * the start
		 */
		void init();

		/**
		 * Count a capability that the kernel delivered
		 *
		 * \return  name that stands for one reference
		 */
		Native_capability::Counted_name deliver(unsigned long slot);

		void inc(unsigned long slot);
		void dec(unsigned long slot);

		/**
		 * Return the map of the component
		 */
		static Cap_map &map();
};

#endif /* _LIB__BASE__CAP_MAP_H_ */
