/*
 * \brief  Component that exits with a configured value
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>


void Component::construct(Genode::Env &env)
{
	Genode::Attached_rom_dataspace config(env, "config");

	env.parent().exit(config.xml().attribute_value("exit", 0));
}
