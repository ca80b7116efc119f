/*
 * \brief  Command 'stop'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/stop.h>

#include <cli/failure.h>

using namespace Cli;


Stop_command::Stop_command(CLI::App &parent)
:
	Command(parent, "stop", "Stop a running system", "recap stop --system demo")
{ }


int Stop_command::execute()
{
	Control::Client client = _system.connect();

	client.stop();

	/* afterwards, another system can have the name */
	client.wait_for_end();
	return SUCCESS;
}
