/*
 * \brief  Capabilities for calls of the engine
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__TYPED_CAPABILITY_H_
#define _RTCR__TYPED_CAPABILITY_H_

#include <core/capability.h>
#include <kernel/ref.h>

namespace Rtcr {

	/** Return capability for an object */
	template <typename T>
	Genode::Capability<T> typed(Kernel::Object &object)
	{
		return Genode::reinterpret_cap_cast<T>(Core::capability(object));
	}

	/** Return capability for an object, invalid if there is none */
	template <typename T>
	Genode::Capability<T> typed(Kernel::Ref<Kernel::Object> const &object)
	{
		return object ? typed<T>(*object) : Genode::Capability<T>();
	}
}

#endif /* _RTCR__TYPED_CAPABILITY_H_ */
