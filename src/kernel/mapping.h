/*
 * \brief  Capability in a slot of a capability space
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__MAPPING_H_
#define _KERNEL__MAPPING_H_

#include <cstdint>

#include <kernel/intrusive_list.h>
#include <kernel/rights.h>

namespace Kernel {

	class Object;
	class Cap_space;

	/** Number of a slot, local to one capability space, 0 for none */
	using Slot = uint32_t;

	struct Mapping;
}


/**
 * Capability together with the record of where it came from
 */
struct Kernel::Mapping
{
	Cap_space &space;
	Slot const slot;

	/**
	 * Object that the capability refers to, null if the object was destroyed
	 * or the capability was taken back
	 *
	 * A slot whose capability died stays occupied until the task gives it up.
	 * Otherwise, the number that the task remembers would get another meaning.
	 */
	Object *object;

	Rights rights;

	/** how often the task received the capability in this slot */
	uint32_t deliveries;

	/** mapping this one was derived from, null if the kernel made it */
	Mapping *parent = nullptr;

	List_link<Mapping> sibling_link { };
	List_link<Mapping> object_link  { };

	Intrusive_list<Mapping, &Mapping::sibling_link> children { };

	Mapping(Cap_space &space, Slot slot, Object &object, Rights rights, uint32_t deliveries)
	:
		space(space), slot(slot), object(&object), rights(rights), deliveries(deliveries)
	{ }

	/**
	 * Construct dead mapping
	 */
	Mapping(Cap_space &space, Slot slot, uint32_t deliveries)
	:
		space(space), slot(slot), object(nullptr), rights(Rights::none()), deliveries(deliveries)
	{ }

	Mapping(Mapping const &) = delete;
	Mapping &operator = (Mapping const &) = delete;

	/**
	 * Return true if 'other' is the mapping or one it was derived from
	 */
	bool derived_from(Mapping const &other) const
	{
		for (Mapping const *m = this; m; m = m->parent)
			if (m == &other)
				return true;

		return false;
	}
};

#endif /* _KERNEL__MAPPING_H_ */
