/*
 * \brief  Rtcr service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/label.h>
#include <rtcr/rtcr_session.h>

using namespace Rtcr;


std::string Rtcr_session_component::_path(Component_name const &name) const
{
	return Core::child_label(label(), name.string());
}


bool Rtcr_session_component::add(Component_name const &name)
{
	return name.is_valid_string() && _protection.add(_path(name));
}


void Rtcr_session_component::crashed(Component_name const &name)
{
	if (name.is_valid_string())
		_protection.crashed(_path(name), "exited with an error");
}


void Rtcr_session_component::sigh(Genode::Signal_context_capability cap)
{
	Kernel::Object * const object = Core::object(cap);

	_protection.sigh(object ? Kernel::Ref<Kernel::Object>(*object) : Kernel::Ref<Kernel::Object>());
}
