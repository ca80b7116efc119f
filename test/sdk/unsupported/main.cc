/*
 * \brief  Component that asks for what recap does not have
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/log.h>


Genode::size_t Component::stack_size() { return 16*1024; }


void Component::construct(Genode::Env &)
{
	Genode::log("--- sdk_unsupported is done ---");
}
