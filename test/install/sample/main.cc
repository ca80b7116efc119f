/*
 * \brief  Component built with the installed SDK
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/heap.h>
#include <base/log.h>

#include "greeting.h"


void Component::construct(Genode::Env &env)
{
	Genode::Heap heap { env.ram(), env.rm() };

	/* libraries and the runtime of the language must be linked properly */
	int * const value = new (heap) int(42);

	try { throw *value; }
	catch (int thrown) { Genode::log(greeting(), " ", thrown); }

	Genode::destroy(heap, value);

	env.parent().exit(0);
}
