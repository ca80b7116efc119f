/*
 * \brief  Part of the address space where stacks live
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _LIB__BASE__STACK_AREA_H_
#define _LIB__BASE__STACK_AREA_H_

#include <base/lock.h>
#include <base/stdint.h>

namespace Genode { class Stack_area; }


/**
 * Allocator of the slots of the stack area
 */
class Genode::Stack_area
{
	public:

		static constexpr addr_t BASE      = 0x40000000;
		static constexpr size_t SIZE      = 0x10000000;
		static constexpr size_t SLOT_SIZE = 0x100000;

	private:

		enum { NUM_SLOTS = SIZE/SLOT_SIZE };

		Lock _lock { };
		bool _used[NUM_SLOTS] { };

	public:

		constexpr Stack_area() { }

		/**
		 * Return start address of a free slot, 0 if there is none
		 */
		addr_t alloc_slot();

		void free_slot(addr_t base);

		/**
		 * Return true if the address belongs to the stack area
		 */
		static bool contains(addr_t addr) { return addr >= BASE && addr < BASE + SIZE; }

		/**
		 * Return stack area of the component
		 */
		static Stack_area &area();
};

#endif /* _LIB__BASE__STACK_AREA_H_ */
