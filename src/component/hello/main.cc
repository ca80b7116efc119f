/*
 * \brief  The smallest component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/log.h>


void Component::construct(Genode::Env &env)
{
	Genode::log("Hello world!");

	env.parent().exit(0);
}
