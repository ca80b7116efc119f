/*
 * \brief  What comes with the header of threads
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/thread.h>

#include "includes.h"

bool Test_includes::thread()
{
	Genode::Bit_allocator<64> allocator;

	return allocator.alloc() == 0
	    && sizeof(Genode::Trace::Logger) && sizeof(Genode::Trace::Thread_name)
	    && sizeof(Genode::Trace::Session_label)
	    && sizeof(Genode::Ram_dataspace_capability) && sizeof(Genode::Cpu_session_capability);
}
