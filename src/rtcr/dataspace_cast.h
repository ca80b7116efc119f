/*
 * \brief  Finding out whether an object is a dataspace
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__DATASPACE_CAST_H_
#define _RTCR__DATASPACE_CAST_H_

#include <core/dataspace.h>
#include <core/exact_cast.h>

namespace Rtcr {

	/**
	 * Return object of core as the dataspace that it is, null if it is none
	 */
	inline Core::Dataspace_component const *dataspace_cast(Kernel::Invocation_handler const *handler)
	{
		if (auto const *ram     = Core::exact_cast<Core::Ram_dataspace>(handler))     return ram;
		if (auto const *rom     = Core::exact_cast<Core::Rom_dataspace>(handler))     return rom;
		if (auto const *managed = Core::exact_cast<Core::Managed_dataspace>(handler)) return managed;

		return nullptr;
	}
}

#endif /* _RTCR__DATASPACE_CAST_H_ */
