/*
 * \brief  Command 'ps'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/ps.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/json.h>
#include <cli/output.h>
#include <cli/size.h>
#include <cli/state_names.h>
#include <cli/table.h>

using namespace Cli;


Ps_command::Ps_command(CLI::App &parent)
:
	Command(parent, "ps", "List the components of a running system", "recap ps --system demo")
{
	_options().add_flag("--json", _json, "write JSON for programs");
}


int Ps_command::execute()
{
	auto const components = _system.connect().components();

	if (_json) {
		print(text(json(components)));
		return SUCCESS;
	}

	using Align = Table::Align;

	Table table({ { "COMPONENT" }, { "STATE" }, { "PID", Align::RIGHT }, { "THREADS", Align::RIGHT },
	              { "CAPS", Align::RIGHT }, { "RAM USED", Align::RIGHT }, { "RAM QUOTA", Align::RIGHT },
	              { "CHECKPOINTS", Align::RIGHT }, { "RESTORES", Align::RIGHT } });

	for (Control::Component_status const &c : components)
		table.add({ c.label, state_name(c.state), c.pid ? std::to_string(c.pid) : "-",
		            std::to_string(c.threads), std::to_string(c.caps), format_size(c.ram_used),
		            format_size(c.ram_quota), std::to_string(c.checkpoints),
		            std::to_string(c.restores) });

	print(table.text());
	return SUCCESS;
}
