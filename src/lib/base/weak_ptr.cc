/*
 * \brief  State of weak pointers as text
 *
 * This file is linked only if a component does not provide these functions.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/log.h>
#include <base/weak_ptr.h>

using namespace Genode;


void Weak_ptr_base::debug_info() const { log("weak pointer ", this, " to ", _obj); }


void Weak_object_base::debug_info() const
{
	log("weak object ", this, ", locked pointers: ", _users);

	for (Weak_ptr_base const *ptr = _list.first(); ptr; ptr = ptr->next())
		ptr->debug_info();
}
