/*
 * \brief  Finding out whether an object is a dataspace
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__DATASPACE_CAST_H_
#define _RTCR__DATASPACE_CAST_H_

#include <typeinfo>

#include <core/dataspace.h>

namespace Rtcr {

	/**
	 * Return object of core as the dataspace that it is, null if it is none
	 *
	 * As nothing is derived from the kinds of dataspaces, this needs no search
	 * as 'dynamic_cast' does.
	 */
	template <typename... KINDS>
	Core::Dataspace_component const *dataspace_cast(Kernel::Invocation_handler const *handler)
	{
		static_assert((std::is_final_v<KINDS> && ...));

		if (!handler)
			return nullptr;

		std::type_info const            &type   = typeid(*handler);
		Core::Dataspace_component const *result = nullptr;

		((&type == &typeid(KINDS) ? void(result = static_cast<KINDS const *>(handler)) : void()), ...);
		return result;
	}

	inline Core::Dataspace_component const *dataspace_cast(Kernel::Invocation_handler const *handler)
	{
		return dataspace_cast<Core::Ram_dataspace, Core::Rom_dataspace,
		                      Core::Managed_dataspace>(handler);
	}
}

#endif /* _RTCR__DATASPACE_CAST_H_ */
