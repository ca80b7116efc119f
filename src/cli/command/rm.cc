/*
 * \brief  Command 'rm'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/rm.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/json.h>
#include <cli/output.h>
#include <cli/text.h>

using namespace Cli;


Rm_command::Rm_command(CLI::App &parent)
:
	Command(parent, "rm", "Remove snapshots from the local catalogue, and their files", "recap rm 3fa81c09")
{
	_options().add_option("snapshot", _snapshots, "identifiers as shown by 'recap list', or their first digits")
		->required()->type_name("ID");
	_options().add_flag("--force", _force, "also remove a snapshot that others inherit pages from, "
	                                       "those can no longer be restored then");
	_options().add_flag("--json", _json, "write JSON for programs");
}


int Rm_command::execute()
{
	using Removal = Store::Catalogue::Removal;

	Store::Catalogue catalogue = _store.existing();

	/* a wrong name must not leave half of the work done */
	std::vector<Store::Catalogue_entry> entries { };
	for (std::string const &snapshot : _snapshots)
		entries.push_back(catalogue.entry(snapshot));

	Json removed = Json::array();

	for (Store::Catalogue_entry const &entry : entries) {
		catalogue.remove(entry.info.id, _force ? Removal::FORCED : Removal::SAFE);
		removed.push_back(entry.info.id.hex());
		if (!_json)
			print(fmt::format("removed {} of \"{}\"\n", entry.info.id.hex(), harmless(entry.info.component)));
	}
	if (_json)
		print(text(removed));

	return SUCCESS;
}
