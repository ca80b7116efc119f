/*
 * \brief  Command 'stop'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/stop.h>

#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/json.h>
#include <cli/output.h>

using namespace Cli;


Stop_command::Stop_command(CLI::App &parent)
:
	Command(parent, "stop", "Stop a running system", "recap stop --system demo")
{
	_options().add_flag("--json", _json, "write JSON for programs");
}


int Stop_command::execute()
{
	Control::Client client = _system.connect();

	client.stop();

	/* afterwards, another system can have the name */
	client.wait_for_end();

	if (_json)
		print(text(Json { { "system", _system.name() } }));
	return SUCCESS;
}
