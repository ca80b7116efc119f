/*
 * \brief  Description of a capability space for people
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _NUCLEUS__CAPABILITY_TABLE_H_
#define _NUCLEUS__CAPABILITY_TABLE_H_

#include <vector>

#include <control/types.h>
#include <core/pd_session.h>

namespace Nucleus {

	/**
	 * Describe the capabilities of a component, beside the counts of the map
	 * that the component keeps in its memory
	 *
	 * Called with the kernel lock held.
	 */
	std::vector<Control::Capability> capability_table(Core::Pd_session_component &);
}

#endif /* _NUCLEUS__CAPABILITY_TABLE_H_ */
