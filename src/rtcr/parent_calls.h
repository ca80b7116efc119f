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
	 * Return true if a parent outside the set is serving a call of a component
	 *
	 * The effects of the call may be in place partly, which cannot be captured.
	 */
	bool parents_are_serving(Component_set const &);

	/**
	 * Return threads of parents that cannot answer because they wait,
	 * directly or through others, for a component of the set
	 */
	std::vector<Kernel::Ref<Kernel::Thread>> parents_waiting_for(Component_set const &);
}

#endif /* _RTCR__PARENT_CALLS_H_ */
