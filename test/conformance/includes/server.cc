/*
 * \brief  What comes with the other headers that servers include
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <os/server.h>
#include <root/component.h>
#include <rom_session/rom_session.h>

#include "includes.h"

bool Test_includes::server(Genode::Ram_session &ram, Genode::Region_map &rm)
{
	Genode::Sliced_heap sliced_heap(&ram, &rm);
	Genode::Heap        heap(&ram, &rm);

	Genode::Lazy_volatile_object<Genode::Signal_receiver> receiver;
	receiver.construct();

	Genode::log("servers find heaps, signals, and output");
	return sizeof(Genode::Rm_session *) && !receiver->pending();
}
