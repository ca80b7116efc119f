/*
 * \brief  Command 'caps'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/caps.h>

#include <nlohmann/json.hpp>

#include <cli/cap_table.h>
#include <cli/failure.h>
#include <cli/json.h>
#include <cli/output.h>

using namespace Cli;


Caps_command::Caps_command(CLI::App &parent)
:
	Command(parent, "caps", "Show the capability space of a component", "recap caps sheep_counter")
{
	_options().add_option("component", _component, "label of the component, or its end")
		->required()->type_name("NAME");
	_options().add_flag("--json", _json, "write JSON for programs");
}


int Caps_command::execute()
{
	auto const caps = _system.connect().capabilities(_component);

	print(_json ? text(json(caps)) : cap_table(caps));
	return SUCCESS;
}
