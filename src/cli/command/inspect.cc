/*
 * \brief  Command 'inspect'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/inspect.h>

#include <cli/failure.h>
#include <cli/output.h>
#include <cli/rom_directories.h>
#include <cli/snapshot_json.h>
#include <cli/snapshot_text.h>

using namespace Cli;


Inspect_command::Inspect_command(CLI::App &parent)
:
	Command(parent, "inspect", "Show what a snapshot file contains", "recap inspect sheep.snap --caps")
{
	_options().add_option("file", _file, Store_option::SNAPSHOT_HELP)->required()->type_name("FILE");
	_options().add_flag("--json", _json, "write JSON for programs");
	_options().add_flag("--caps", _inspection.caps, "show the capability space of each component");
	_options().add_flag("--threads", _inspection.threads, "show registers and stacks of the threads");
	_options().add_flag("--memory", _inspection.memory, "show what is where in the address spaces");
	_options().add_flag("--sessions", _inspection.sessions, "show arguments, donations, and states of sessions");
	_options().add_option("--rom", _rom, "directory of binaries, for the names of functions")
		->check(CLI::ExistingDirectory.description(""))->type_name("DIR")->expected(1)->take_all();
}


int Inspect_command::execute()
{
	_inspection.rom_directories = rom_directories(_rom);

	Opened_snapshot opened(_store.file(_file), _inspection.rom_directories);

	print(_json ? snapshot_json(opened, _inspection) : snapshot_text(opened, _inspection));
	return SUCCESS;
}
