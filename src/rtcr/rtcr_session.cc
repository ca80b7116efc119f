/*
 * \brief  Rtcr service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <rtcr/rtcr_session.h>

using namespace Rtcr;


bool Rtcr_session_component::add(Component_name const &name)
{
	if (!name.is_valid_string())
		return false;

	std::string const path = name.string();

	return _protection.add(path.empty() ? label() : label() + " -> " + path);
}


void Rtcr_session_component::sigh(Genode::Signal_context_capability cap)
{
	Kernel::Object * const object = Core::object(cap);

	_protection.sigh(object ? Kernel::Ref<Kernel::Object>(*object) : Kernel::Ref<Kernel::Object>());
}
