/*
 * \brief  Command 'manual'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/manual.h>

#include <cli/failure.h>
#include <cli/generate/description.h>
#include <cli/output.h>

using namespace Cli;


Manual_command::Manual_command(CLI::App &parent)
:
	Command(parent, "manual", "Print the manual page", "recap manual | man -l -"), _app(parent)
{ }


int Manual_command::execute()
{
	print(manual_page(_app, RECAP_VERSION));
	return SUCCESS;
}
