/*
 * \brief  Command 'ps'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/ps.h>

#include <nlohmann/json.hpp>

#include <cli/component_tree.h>
#include <cli/failure.h>
#include <cli/json.h>
#include <cli/output.h>
#include <cli/size.h>
#include <cli/state_names.h>
#include <cli/table.h>
#include <cli/text.h>

using namespace Cli;

using Control::Component_status;


namespace {

	using Components = std::vector<Component_status>;

	std::string last_checkpoint(Component_status const &component)
	{
		if (component.pauses.empty())
			return "-";

		Control::Pause const &last = component.pauses.back();

		return format_duration(last.ago_us) + " ago, pause " + format_duration(last.pause_us);
	}

	std::string table_text(Components const &components, bool labels)
	{
		using Align = Table::Align;

		Table table({ { "COMPONENT" }, { "STATE" }, { "PID", Align::RIGHT }, { "THREADS", Align::RIGHT },
		              { "CAPS", Align::RIGHT }, { "RAM USED", Align::RIGHT }, { "RAM QUOTA", Align::RIGHT },
		              { "CHECKPOINTS", Align::RIGHT }, { "RESTORES", Align::RIGHT },
		              { "LAST CHECKPOINT" } });

		for (Tree_entry const &entry : component_tree(components)) {

			Component_status const &c = *entry.component;

			table.add({ labels ? c.label : entry.branch + entry.name,
			            state_name(c.state), c.pid ? std::to_string(c.pid) : "-",
			            std::to_string(c.threads), std::to_string(c.caps), format_size(c.ram_used),
			            format_size(c.ram_quota), std::to_string(c.checkpoints),
			            std::to_string(c.restores), last_checkpoint(c) });
		}
		return table.text();
	}

	std::string names_text(Components const &components)
	{
		std::string result { };
		for (Component_status const &component : components)
			result += harmless(short_name(component.label, components)) + "\n";
		return result;
	}
}


Ps_command::Ps_command(CLI::App &parent)
:
	Command(parent, "ps", "Show the tree of components of a running system", "recap ps --system demo")
{
	auto * const labels = _options().add_flag("--labels", _labels, "show whole labels instead of a tree");
	auto * const names  = _options().add_flag("--names", _names, "show just the names that commands take, "
	                                                             "one a line")->excludes(labels);
	_options().add_flag("--json", _json, "write JSON for programs")->excludes(labels)->excludes(names);
}


int Ps_command::execute()
{
	auto const components = _system.connect().components();

	print(_json  ? text(json(components))
	    : _names ? names_text(components)
	    :          table_text(components, _labels));
	return SUCCESS;
}
