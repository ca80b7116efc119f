/*
 * \brief  Calls between components and their parents that are under way
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__PARENT_CALLS_H_
#define _RTCR__PARENT_CALLS_H_

#include <vector>

#include <rtcr/component_set.h>

namespace Rtcr {

	/**
	 * Return true if a call of a component to a parent outside the set is
	 * under way
	 */
	bool calls_to_parents(Component_set const &);

	/**
	 * Return true if a call of a component to the given parent is under way,
	 * so that the parent would not answer a question before it is done
	 */
	bool call_to_parent(Component_set const &, Kernel::Object const &parent);

	/**
	 * Return threads of parents that cannot answer because they wait,
	 * directly or through others, for a component of the set
	 */
	std::vector<Kernel::Ref<Kernel::Thread>> parents_waiting_for(Component_set const &);

	/**
	 * Count what nucleus asks a parent to do with the sessions of a component
	 * like a call of the component
	 *
	 * Whoever knows what the parent knows is to notice the change.
	 */
	void note_sessions_changed(Kernel::Ref<Kernel::Object> const &parent);
}

#endif /* _RTCR__PARENT_CALLS_H_ */
