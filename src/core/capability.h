/*
 * \brief  Capabilities as core sees them
 *
 * Core shares the RPC interfaces with the components. In core, the local
 * name of a 'Genode::Native_capability' is the address of the kernel object,
 * and the capability object keeps a reference to it.
 *
 * All functions are called with the kernel lock held.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__CAPABILITY_H_
#define _CORE__CAPABILITY_H_

#include <base/native_capability.h>
#include <kernel/object.h>

namespace Core {

	/**
	 * Return capability for an object
	 */
	inline Genode::Native_capability capability(Kernel::Object &object)
	{
		object.acquire();
		return Genode::Native_capability(
			Genode::Native_capability::Counted_name { (unsigned long)&object });
	}

	/**
	 * Return object of a capability, null if it is invalid or dead
	 */
	inline Kernel::Object *object(Genode::Native_capability const &cap)
	{
		auto * const object = (Kernel::Object *)cap.local_name();

		return object && object->alive() ? object : nullptr;
	}

	/**
	 * Return core object that implements a capability, null if there is none
	 * or if it is of another type
	 *
	 * This is how core finds out what a component passed as argument.
	 */
	template <typename T>
	T *lookup(Genode::Native_capability const &cap)
	{
		Kernel::Object * const object = Core::object(cap);

		return object ? dynamic_cast<T *>(object->handler()) : nullptr;
	}
}

#endif /* _CORE__CAPABILITY_H_ */
