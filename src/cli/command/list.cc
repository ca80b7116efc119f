/*
 * \brief  Command 'list'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/list.h>

#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/json.h>
#include <cli/label.h>
#include <cli/output.h>
#include <cli/size.h>
#include <cli/snapshot_text.h>
#include <cli/store_json.h>
#include <cli/table.h>
#include <cli/text.h>

using namespace Cli;


namespace {

	/* digits of an identifier that people need to tell snapshots apart */
	constexpr size_t SHORT_ID = 12;

	std::string table_text(Store::Catalogue::Entries const &entries, std::string const &directory)
	{
		using Align = Table::Align;

		Table table({ { "SNAPSHOT" }, { "COMPONENT" }, { "CREATED" }, { "PAGES", Align::RIGHT },
		              { "FILE SIZE", Align::RIGHT }, { "KIND" } });

		uint64_t size = 0;
		for (Store::Catalogue_entry const &entry : entries) {
			table.add({ entry.info.id.hex().substr(0, SHORT_ID), entry.info.component,
			            time_text(entry.info.created), std::to_string(entry.info.page_count),
			            format_size(entry.size),
			            entry.info.parent.valid()
			              ? "delta on " + entry.info.parent.hex().substr(0, SHORT_ID) : "full" });
			size += entry.size;
		}
		return table.text() + counted(entries.size(), "snapshot", "snapshots") + ", "
		     + format_size(size) + " in '" + harmless(directory) + "'\n";
	}
}


List_command::List_command(CLI::App &parent)
:
	Command(parent, "list", "List the snapshots of the local catalogue", "recap list sheep_counter")
{
	_options().add_option("component", _component, "list only snapshots of this component")->type_name("NAME");
	_options().add_flag("--json", _json, "write JSON for programs");
}


int List_command::execute()
{
	Store::Catalogue catalogue = _store.existing();

	auto entries = catalogue.list();

	if (!_component.empty())
		std::erase_if(entries, [&] (Store::Catalogue_entry const &entry) {
			return !label_has_name(entry.info.component, _component); });

	print(_json ? text(json(entries, catalogue)) : table_text(entries, catalogue.directory().string()));
	return SUCCESS;
}
