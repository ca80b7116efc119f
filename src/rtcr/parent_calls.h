/*
 * \brief  Calls between components and their parents that are under way
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__PARENT_CALLS_H_
#define _RTCR__PARENT_CALLS_H_

#include <cstdint>
#include <vector>

#include <rtcr/component_set.h>
#include <rtcr/running_threads.h>

namespace Rtcr {

	/** Call that a thread of a component makes */
	struct Parent_call
	{
		Kernel::Object::Id thread;
		uint64_t           number;   /* of the calls of this thread */

		bool operator == (Parent_call const &) const = default;
	};

	using Parent_calls = std::vector<Parent_call>;

	/** Threads of parents */
	using Parents = std::vector<Kernel::Ref<Kernel::Thread>>;

	/**
	 * Return calls of components to parents outside the set that are under way
	 *
	 * \param threads  those of the components while they are frozen, or null. Who
	 *                 stands still does not call anybody.
	 */
	Parent_calls calls_to_parents(Component_set const &, Running_threads *threads = nullptr);

	/**
	 * Return threads of parents that serve one of these calls
	 */
	Parents parents_serving(Component_set const &, Parent_calls const &);

	/**
	 * Return true if a call of a component to the given parent is under way,
	 * so that the parent would not answer a question before it is done
	 */
	bool call_to_parent(Component_set const &, Kernel::Object const &parent);

	/**
	 * Return true if each parent that serves one of these calls waits for
	 * something, directly or through others, so it is not about to answer
	 */
	bool parents_wait(Component_set const &, Parent_calls const &);

	/**
	 * Return threads of parents that cannot answer because they wait,
	 * directly or through others, for a component of the set
	 */
	Parents parents_waiting_for(Component_set const &);

	/**
	 * Count what nucleus asks a parent to do with the sessions of a component
	 * like a call of the component
	 *
	 * Whoever knows what the parent knows is to notice the change.
	 */
	void note_sessions_changed(Kernel::Ref<Kernel::Object> const &parent);
}

#endif /* _RTCR__PARENT_CALLS_H_ */
