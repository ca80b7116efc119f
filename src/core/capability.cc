/*
 * \brief  Capabilities as core sees them
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/capability.h>


void Genode::Native_capability::_inc() const { ((Kernel::Object *)_name)->acquire(); }
void Genode::Native_capability::_dec() const { ((Kernel::Object *)_name)->release(); }


void Genode::Native_capability::print(Output &out) const
{
	Kernel::Object const * const object = (Kernel::Object *)_name;

	Output::out_args(out, "cap<", object ? object->name().c_str() : "invalid", ">");
}
