/*
 * \brief  Command 'kill'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/kill.h>

#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/json.h>
#include <cli/label.h>
#include <cli/output.h>

using namespace Cli;


Kill_command::Kill_command(CLI::App &parent)
:
	Command(parent, "kill", "Kill the process of a component, its sessions stay",
	        "recap kill sheep_counter && recap restore sheep.snap")
{
	_options().add_option("component", _component, "label of the component, or its end")
		->required()->type_name("NAME");
	_options().add_flag("--remove", _remove, "remove the component and its sessions altogether, "
	                                         "possible for clones only (see 'restore --as')");
	_options().add_flag("--json", _json, "write JSON for programs");
}


int Kill_command::execute()
{
	Control::Client client = _system.connect();

	/* programs get to know the whole label */
	if (_json)
		_component = resolved_label(_component, client.components());

	if (_remove)
		client.remove_clone(_component);
	else
		client.kill(_component);

	if (_json)
		print(text(Json { { "component", _component }, { "removed", _remove } }));
	return SUCCESS;
}
