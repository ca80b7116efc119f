/*
 * \brief  What the definitions of the command line tell about a command
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/generate/description.h>

#include <CLI/CLI.hpp>
#include <cli/top/top_table.h>

using namespace Cli;


namespace {

	Option_description describe(CLI::Option const &option)
	{
		Option_description result { .type          = option.get_type_size() ? option.get_type_name() : "",
		                            .description   = option.get_description(),
		                            .default_value = option.get_default_str(),
		                            .required      = option.get_required(),
		                            .repeated      = option.get_expected_max() > 1 };

		for (std::string const &name : option.get_snames())
			result.names.push_back("-" + name);
		for (std::string const &name : option.get_lnames())
			result.names.push_back("--" + name);

		if (option.get_positional())
			result.positional = option.get_name(true, false);

		return result;
	}
}


std::vector<std::string> Cli::choices(std::string const &type)
{
	if (type == "POLICY")
		return { "resend", "fail" };
	if (type == "METHOD")
		return { "auto", "userfaultfd", "comparison" };
	if (type == "SHELL")
		return { "bash", "zsh" };
	if (type == "COLUMN")
		return Top_table::names();
	return { };
}


std::vector<Command_description> Cli::describe(CLI::App const &app)
{
	std::vector<Command_description> result { };

	for (CLI::App const * const command : app.get_subcommands([] (CLI::App const *) { return true; })) {

		Command_description entry { .name        = command->get_name(),
		                            .group       = command->get_group(),
		                            .description = command->get_description(),
		                            .footer      = command->get_footer() };

		for (CLI::Option const * const option : command->get_options()) {
			auto const description = ::describe(*option);
			(description.names.empty() ? entry.positionals : entry.options).push_back(description);
		}
		result.push_back(std::move(entry));
	}
	return result;
}
