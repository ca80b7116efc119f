/*
 * \brief  Command 'inspect'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/inspect.h>

#include <cli/failure.h>
#include <cli/output.h>
#include <cli/snapshot_json.h>
#include <cli/snapshot_text.h>

using namespace Cli;


Inspect_command::Inspect_command(CLI::App &parent)
:
	Command(parent, "inspect", "Show what a snapshot file contains", "recap inspect sheep.snap --caps")
{
	_options().add_option("file", _file, "snapshot file")->required()->type_name("FILE");
	_options().add_flag("--json", _json, "write JSON for programs");
	_options().add_flag("--caps", _caps, "show the capability space of each component");
}


int Inspect_command::execute()
{
	Opened_snapshot opened(_file);

	print(_json ? snapshot_json(opened, _caps) : snapshot_text(opened, _caps));
	return SUCCESS;
}
