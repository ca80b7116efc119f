/*
 * \brief  Catalogue of snapshots for programs
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/store_json.h>

#include <nlohmann/json.hpp>

#include <cli/snapshot_text.h>

using namespace Cli;


Json Cli::json(Store::Catalogue::Entries const &entries, Store::Catalogue const &catalogue)
{
	Json result = Json::array();

	for (Store::Catalogue_entry const &entry : entries)
		result.push_back(Json {
			{ "id",        entry.info.id.hex() },
			{ "parent",    entry.info.parent.valid() ? Json(entry.info.parent.hex()) : Json() },
			{ "component", entry.info.component },
			{ "created",   time_text(entry.info.created) },
			{ "pages",     entry.info.page_count },
			{ "size",      entry.size },
			{ "format",    entry.format },
			{ "file",      catalogue.path(entry).string() } });

	return result;
}


Json Cli::json(Store::Catalogue::Gc_report const &report, Store::Catalogue const &catalogue)
{
	return { { "leftovers", report.leftovers },
	         { "found",     json(report.found,    catalogue) },
	         { "vanished",  json(report.vanished, catalogue) },
	         { "removed",   json(report.removed,  catalogue) },
	         { "spared",    report.spared } };
}
