/*
 * \brief  Command 'sessions'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/sessions.h>

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/json.h>
#include <cli/label.h>
#include <cli/output.h>
#include <cli/size.h>
#include <cli/table.h>

using namespace Cli;

using Control::Session;


namespace {

	std::string table_text(std::vector<Session> const &sessions)
	{
		using Align = Table::Align;

		Table table({ { "CLIENT" }, { "SERVICE" }, { "SERVER" }, { "DONATED", Align::RIGHT },
		              { "USED", Align::RIGHT }, { "ARGUMENTS" } });

		for (Session const &session : sessions) {

			bool const at_core = session.server == "core";

			table.add({ session.client, session.service, session.server,
			            at_core ? format_size(session.donated) : "",
			            at_core ? format_size(session.used)    : "", session.args });
		}
		return table.text();
	}
}


Sessions_command::Sessions_command(CLI::App &parent)
:
	Command(parent, "sessions", "List the sessions between components, and those at core",
	        "recap sessions kv_client")
{
	_options().add_option("component", _component, "show only sessions that this component has or provides")
		->type_name("NAME");
	_options().add_flag("--json", _json, "write JSON for programs");
}


int Sessions_command::execute()
{
	Control::Client client   = _system.connect();
	auto            sessions = client.sessions();

	if (!_component.empty()) {

		std::string const label = resolved_label(_component, client.components());

		std::erase_if(sessions, [&] (Session const &session) {
			return session.client != label && session.server != label; });
	}
	print(_json ? text(json(sessions)) : table_text(sessions));
	return SUCCESS;
}
