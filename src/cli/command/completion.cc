/*
 * \brief  Command 'completion'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/completion.h>

#include <cli/failure.h>
#include <cli/generate/description.h>
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
}


int Completion_command::execute()
{
	print(_shell == "bash" ? bash_completion(_app) : zsh_completion(_app));
	return SUCCESS;
}
