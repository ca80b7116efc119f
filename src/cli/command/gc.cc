/*
 * \brief  Command 'gc'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/gc.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/json.h>
#include <cli/output.h>
#include <cli/progress_line.h>
#include <cli/size.h>
#include <cli/store_json.h>
#include <cli/text.h>

using namespace Cli;


namespace {

	std::string report_text(Store::Catalogue::Gc_report const &report)
	{
		uint64_t    size = 0;
		std::string text { };

		for (Store::Catalogue_entry const &entry : report.removed) {
			text += fmt::format("removed {} of \"{}\"\n", entry.info.id.hex(), harmless(entry.info.component));
			size += entry.size;
		}
		if (!report.found.empty())
			text += fmt::format("{} of killed writers added\n",
			                    counted(report.found.size(), "snapshot", "snapshots"));

		return text + fmt::format("{} removed ({}), {} of killed writers removed, {} forgotten that had no "
		                          "file\n", counted(report.removed.size(), "snapshot", "snapshots"),
		                          format_size(size), counted(report.leftovers, "file", "files"),
		                          counted(report.vanished.size(), "entry", "entries"));
	}
}


Gc_command::Gc_command(CLI::App &parent)
:
	Command(parent, "gc", "Remove what is of no use from the local catalogue", "recap gc --keep 10\n\n"
	        "Without --keep, no complete snapshot is removed. Snapshots that kept ones\n"
	        "inherit pages from are kept as well.")
{
	_options().add_option("--keep", _keep, "keep this many snapshots of each component, the newest ones")
		->type_name("N");
	_options().add_flag("--json", _json, "write JSON for programs");
}


int Gc_command::execute()
{
	Store::Catalogue catalogue = _store.existing();

	auto const report = [&] {
		Progress_line progress("removing");
		return catalogue.gc(_keep, [&] (uint64_t done, uint64_t total) {
			progress.show(done, total);
			return !Host::Interruption::requested(); });
	} ();

	print(_json ? text(json(report, catalogue)) : report_text(report));

	if (!report.spared)
		return SUCCESS;

	complain(fmt::format("interrupted, {} to be removed as well {} still there",
	                     counted(report.spared, "snapshot", "snapshots"), report.spared == 1 ? "is" : "are"));
	return INTERRUPTED;
}
