/*
 * \brief  Whose threads serve the calls of an object
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/label.h>
#include <kernel/gate.h>
#include <rtcr/implementation.h>

using namespace Rtcr;
using Kernel::Object;


Kernel::Thread *Rtcr::server(Object const &object)
{
	if (!object.alive() || object.kind() != Object::Kind::GATE || object.handler())
		return nullptr;

	return static_cast<Kernel::Gate const &>(object).server().get();
}


bool Rtcr::implemented_outside(Object const &object, Component_set const &set)
{
	Kernel::Thread const * const thread = server(object);
	return thread && !set.contains(*thread);
}


bool Rtcr::implemented_by_other(Object const &object, Component_set const &set,
                                std::string const &root)
{
	Kernel::Thread const * const thread = server(object);
	return thread && set.contains(*thread)
	    && !Core::label_belongs(thread->task()->name(), root);
}
