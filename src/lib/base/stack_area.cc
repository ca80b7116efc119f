/*
 * \brief  Part of the address space where stacks live
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <lib/base/stack_area.h>

using namespace Genode;


constinit static Stack_area stack_area { };

Stack_area &Stack_area::area() { return stack_area; }


addr_t Stack_area::alloc_slot()
{
	Lock::Guard guard(_lock);

	for (unsigned i = 0; i < NUM_SLOTS; i++)
		if (!_used[i]) {
			_used[i] = true;
			return BASE + i*SLOT_SIZE;
		}

	return 0;
}


void Stack_area::free_slot(addr_t base)
{
	Lock::Guard guard(_lock);

	_used[(base - BASE)/SLOT_SIZE] = false;
}
