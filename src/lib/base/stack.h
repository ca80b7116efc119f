/*
 * \brief  Stack within the stack area
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _LIB__BASE__STACK_H_
#define _LIB__BASE__STACK_H_

#include <base/thread.h>
#include <lib/base/stack_area.h>
#include <lib/base/thread_local.h>
#include <ram_session/ram_session.h>

namespace Genode { class Stack; }


/**
 * Stack along with the data of its thread, at the upper end of a slot
 *
 * Each slot of the stack area is aligned to its size, so the stack pointer of
 * a thread leads to its 'Stack' object. The part of the slot below the stack
 * is not mapped, which lets an overflow end in a page fault.
 */
class Genode::Stack
{
	private:

		Thread                  &_thread;
		Thread::Name       const _name;
		Ram_dataspace_capability _ds;
		size_t                   _size;       /* attached bytes below the end of the slot */
		Native_utcb             *_utcb = nullptr;
		Kernel::Thread_block    &_thread_block;

		/* memory by which the stack was extended downwards */
		struct Extension
		{
			Ram_dataspace_capability ds   { };
			size_t                   size = 0;
		};

		enum { MAX_EXTENSIONS = 4 };

		Extension _extensions[MAX_EXTENSIONS] { };
		unsigned  _num_extensions = 0;

		static addr_t _slot_base(addr_t addr) { return addr & ~(Stack_area::SLOT_SIZE - 1); }

		/* thread-local data lies between the stack and this object */
		addr_t _thread_local_base() const { return (addr_t)this - thread_local_size(); }

	public:

		enum { MAX_PARTS = MAX_EXTENSIONS + 1 };

		/** Bytes of a slot that are not available to the stack itself */
		static size_t reserved();

		Stack(Thread &thread, Thread::Name const &name, Ram_dataspace_capability ds, size_t size)
		:
			_thread(thread), _name(name), _ds(ds), _size(size),
			_thread_block(init_thread_local((void *)_thread_local_base()))
		{ }

		/**
		 * Return place of the 'Stack' object of a slot
		 */
		static addr_t place(addr_t slot_base)
		{
			return (slot_base + Stack_area::SLOT_SIZE - sizeof(Stack)) & ~63UL;
		}

		/**
		 * Return stack that contains the address
		 */
		static Stack &containing(addr_t addr) { return *(Stack *)place(_slot_base(addr)); }

		Thread             &thread()    { return _thread; }
		Thread::Name const &name() const { return _name; }

		/**
		 * Return initial stack pointer, as on entry of a function
		 */
		addr_t top() const { return (_thread_local_base() & ~15UL) - 8; }

		addr_t base() const { return _slot_base((addr_t)this) + Stack_area::SLOT_SIZE - _size; }

		/** Return number of attached bytes */
		size_t size() const { return _size; }

		bool extensible() const { return _num_extensions < MAX_EXTENSIONS; }

		void extend(Ram_dataspace_capability ds, size_t size)
		{
			_extensions[_num_extensions++] = { ds, size };
			_size += size;
		}

		/**
		 * Call 'fn' with start address and dataspace of each part of the stack
		 */
		void for_each_part(auto const &fn) const
		{
			addr_t base = this->base();

			for (unsigned i = _num_extensions; i > 0; i--) {
				fn(base, _extensions[i - 1].ds);
				base += _extensions[i - 1].size;
			}
			fn(base, _ds);
		}

		/**
		 * Return value of the segment register for thread-local data
		 */
		Kernel::Thread_block &thread_block() const { return _thread_block; }

		void         utcb(Native_utcb *utcb) { _utcb = utcb; }
		Native_utcb *utcb() const            { return _utcb; }
};

#endif /* _LIB__BASE__STACK_H_ */
