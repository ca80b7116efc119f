/*
 * \brief  Command 'completion'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/completion.h>

#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/generate/description.h>
#include <cli/json.h>
#include <cli/output.h>

using namespace Cli;


Completion_command::Completion_command(CLI::App &parent)
:
	Command(parent, "completion", "Print the script by which a shell completes command lines",
	        "source <(recap completion bash)\n"
	        "  recap completion zsh > ~/.zfunc/_recap"),
	_app(parent)
{
	_options().add_option("shell", _shell, "'bash' or 'zsh'")
		->required()->check(CLI::IsMember({ "bash", "zsh" }).description(""))->type_name("SHELL");
	_options().add_flag("--json", _json, "write JSON for programs");
}


int Completion_command::execute()
{
	std::string const script = _shell == "bash" ? bash_completion(_app) : zsh_completion(_app);

	print(_json ? text(Json { { "shell", _shell }, { "script", script } }) : script);
	return SUCCESS;
}
