/*
 * \brief  Command 'manual'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/manual.h>

#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/generate/description.h>
#include <cli/json.h>
#include <cli/output.h>

using namespace Cli;


namespace {

	Json definition(Option_description const &option)
	{
		return { { "names",       option.names },
		         { "type",        option.type.empty() ? Json() : Json(option.type) },
		         { "description", option.description },
		         { "default",     option.default_value.empty() ? Json() : Json(option.default_value) },
		         { "required",    option.required },
		         { "repeated",    option.repeated } };
	}

	Json definitions(std::vector<Option_description> const &options)
	{
		Json result = Json::array();
		for (Option_description const &option : options)
			result.push_back(definition(option));
		return result;
	}

	Json definitions(std::vector<Command_description> const &commands)
	{
		Json result = Json::array();
		for (Command_description const &command : commands)
			result.push_back(Json { { "name",        command.name },
			                        { "group",       command.group },
			                        { "description", command.description },
			                        { "arguments",   definitions(command.positionals) },
			                        { "options",     definitions(command.options) },
			                        { "footer",      command.footer } });
		return result;
	}
}


Manual_command::Manual_command(CLI::App &parent)
:
	Command(parent, "manual", "Print the manual page", "recap manual | man -l -"), _app(parent)
{
	_options().add_flag("--json", _json, "write the definitions of all commands as JSON for programs");
}


int Manual_command::execute()
{
	print(_json ? text(definitions(describe(_app))) : manual_page(_app, RECAP_VERSION));
	return SUCCESS;
}
