/*
 * \brief  Comparison of snapshots for people and programs
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/snapshot_diff.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/size.h>
#include <cli/table.h>
#include <cli/text.h>

using namespace Cli;


namespace {

	using Kind = Memory_change::Kind;

	char const *sign(Kind kind)
	{
		return kind == Kind::CAME ? "+" : kind == Kind::WENT ? "-" : "~";
	}

	char const *name(Kind kind)
	{
		return kind == Kind::CAME ? "came" : kind == Kind::WENT ? "went" : "changed";
	}

	Kind kind_of(Change const &change)
	{
		return change.before.empty() ? Kind::CAME : change.after.empty() ? Kind::WENT : Kind::CHANGED;
	}

	std::string change_text(Change const &change)
	{
		return kind_of(change) == Kind::CHANGED ? change.before + "  =>  " + change.after
		                                        : change.before + change.after;
	}

	Json text_or_null(std::string const &text) { return text.empty() ? Json() : Json(text); }
}


std::string Cli::diff_text(Snapshot_diff const &diff)
{
	using Align = Table::Align;

	std::string result { };

	if (!diff.changes.empty()) {

		Table table({ { "" }, { "WHAT" }, { "NAME" }, { "OF" }, { "" } });
		for (Change const &change : diff.changes)
			table.add({ sign(kind_of(change)), change.kind, change.name, change.pd, change_text(change) });

		result += table.text() + "\n";
	}

	if (!diff.memory.empty()) {

		Table table({ { "" }, { "ADDRESS" }, { "SIZE", Align::RIGHT }, { "PAGES CHANGED", Align::RIGHT },
		              { "CONTENT" }, { "OF" } });
		for (Memory_change const &change : diff.memory)
			table.add({ sign(change.kind), fmt::format("{:#x}", change.addr), format_size(change.size),
			            std::to_string(change.pages_changed), change.content, change.pd });

		result += table.text() + "\n";
	}

	uint64_t pages = 0;
	for (Memory_change const &change : diff.memory)
		pages += change.pages_changed;

	return result + (diff.empty() ? "no difference, " : fmt::format("{}, {} changed, ",
	                 counted(diff.changes.size() + diff.memory.size(), "difference", "differences"),
	                 counted(pages, "page", "pages")))
	     + counted(diff.pages_compared, "page", "pages") + " compared\n";
}


Json Cli::json(Snapshot_diff const &diff)
{
	Json changes = Json::array(), memory = Json::array();

	for (Change const &change : diff.changes)
		changes.push_back(Json { { "what",   change.kind },
		                         { "change", name(kind_of(change)) },
		                         { "pd",     text_or_null(change.pd) },
		                         { "name",   change.name },
		                         { "before", text_or_null(change.before) },
		                         { "after",  text_or_null(change.after) } });

	for (Memory_change const &change : diff.memory)
		memory.push_back(Json { { "change",        name(change.kind) },
		                        { "pd",            change.pd },
		                        { "addr",          fmt::format("{:#x}", change.addr) },
		                        { "size",          change.size },
		                        { "kind",          change.content },
		                        { "pages_changed", change.pages_changed } });

	return { { "changes", changes }, { "memory", memory }, { "pages_compared", diff.pages_compared } };
}
