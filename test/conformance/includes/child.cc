/*
 * \brief  What comes with the header of children
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/child.h>

#include "includes.h"

bool Test_includes::child(Genode::Pd_session_capability pd, Genode::Thread_capability thread)
{
	Genode::Pd_session_client pd_client(pd);
	Genode::Cpu_thread_client thread_client(thread);

	return sizeof(Genode::Pd_connection) && sizeof(Genode::Ram_connection)
	    && sizeof(Genode::Cpu_connection) && pd_client.valid() && !thread_client.valid();
}
