/*
 * \brief  Command 'diff'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/diff.h>

#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/json.h>
#include <cli/output.h>
#include <cli/progress_line.h>
#include <cli/rom_directories.h>
#include <cli/snapshot_diff.h>

using namespace Cli;


Diff_command::Diff_command(CLI::App &parent)
:
	Command(parent, "diff", "Show what changed between two snapshots", "recap diff before.snap after.snap")
{
	_options().add_option("before", _before, Store_option::SNAPSHOT_HELP)
		->required()->type_name("FILE");
	_options().add_option("after", _after, Store_option::SNAPSHOT_HELP)
		->required()->type_name("FILE");
	_options().add_option("--rom", _rom, "directory of ROM modules that memory is compared with")
		->check(CLI::ExistingDirectory.description(""))->type_name("DIR")->expected(1)->take_all();
	_options().add_flag("--json", _json, "write JSON for programs");
	_options().add_flag("--exit-code", _exit_code, "end with 3 if the snapshots differ");
}


int Diff_command::execute()
{
	auto const      directories = rom_directories(_rom);
	Opened_snapshot before(_store.file(_before), directories);
	Opened_snapshot after (_store.file(_after),  directories);

	Snapshot_diff const diff = [&] {
		Progress_line progress("comparing");
		return snapshot_diff(before, after, progress.function());
	} ();

	print(_json ? text(json(diff)) : diff_text(diff));

	return _exit_code && !diff.empty() ? DIFFERENT : int(SUCCESS);
}
