/*
 * \brief  Dataspaces whose content comes in on demand
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__ON_DEMAND_H_
#define _RTCR__ON_DEMAND_H_

#include <functional>

#include <core/dataspace.h>
#include <kernel/system.h>
#include <rtcr/component_set.h>
#include <rtcr/progress.h>

namespace Rtcr {

	/**
	 * Return true if tasks outside of the set can access the dataspace
	 */
	bool shared(Core::Ram_dataspace const &, Component_set const &);

	/** Return true if the content of a dataspace of the set is needed */
	using Needed_fn = std::function<bool (Component_set const &, Core::Ram_dataspace const &)>;

	/**
	 * Provide all content of the dataspaces of components
	 *
	 * The kernel lock is released again and again.
	 *
	 * \param set_fn    returns the components as they are
	 * \param progress  may be null, is called without the kernel lock
	 *
	 * \throw Core::Content_lost
	 * \throw ...                 what 'progress' throws
	 */
	void complete_dataspaces(Kernel::Lock_guard &, std::function<Component_set ()> const &set_fn,
	                         Needed_fn const &needed, Progress const &progress);
}

#endif /* _RTCR__ON_DEMAND_H_ */
