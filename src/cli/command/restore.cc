/*
 * \brief  Command 'restore'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/restore.h>

#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/json.h>
#include <cli/output.h>
#include <cli/progress_line.h>
#include <cli/restore_options.h>
#include <cli/restore_report.h>
#include <cli/snapshot_access.h>

using namespace Cli;


Restore_command::Restore_command(CLI::App &parent)
:
	Command(parent, "restore", "Bring a component of a running system back to a snapshot",
	        "recap restore sheep.snap --verify --report")
{
	_options().add_option("file", _file, Store_option::SNAPSHOT_HELP)->required()->type_name("FILE");
	_options().add_option("--target", _restore.target, "component to restore, if it is not the one "
	                                                   "that was captured")->type_name("NAME");
	_options().add_option("--as", _restore.clone, "start another instance beside the captured component, "
	                                              "with this name and sessions of its own")
		->type_name("NEW_NAME")->excludes("--target");
	add_restore_options(_options(), _restore);

	auto * const report = _options().add_flag("--report", _report, "list what became of each capability");
	_options().add_flag("--json", _json, "write everything as JSON for programs")->excludes(report);
}


int Restore_command::execute()
{
	Opened_snapshot snapshot(_store.file(_file));

	/* nothing is loaded in vain if there is no system */
	Control::Client client = _system.connect();

	auto const image = snapshot.image();

	auto const result = [&] {
		Progress_line progress("preparing");
		return client.restore(image, _restore, progress.system_function());
	} ();

	if (Host::Interruption::requested())
		complain("it was too late to interrupt the restore");

	if (_json)
		print(text(json(result)));
	else
		print((_report ? restore_table(result) : "") + restore_summary(result));

	return SUCCESS;
}
