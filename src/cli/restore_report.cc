/*
 * \brief  Result of a restore for people
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/restore_report.h>

#include <algorithm>

#include <fmt/format.h>

#include <cli/size.h>
#include <cli/table.h>
#include <cli/text.h>

using namespace Cli;
using namespace Control;


std::string Cli::phases_text(std::vector<Phase> const &phases)
{
	std::vector<std::string> texts { };

	for (Phase const &phase : phases)
		texts.push_back(harmless(phase.name) + " " + format_duration(phase.us));

	return joined(texts, ", ");
}


std::string Cli::restore_summary(Restore_result const &result)
{
	std::vector<std::string> counts { };
	size_t                   counted_entries = 0;

	auto add = [&] (size_t count, char const *outcome) {
		counts.push_back(fmt::format("{} {}", count, outcome));
		counted_entries += count; };

	for (char const * const outcome : { "recreated", "kept", "reopened", "resolved", "dead" })
		add(size_t(std::ranges::count(result.report, outcome, &Report_entry::outcome)), outcome);

	if (size_t const others = result.report.size() - counted_entries)
		add(others, "other");

	std::string text = fmt::format("restored \"{}\": {} ({})\n", harmless(result.label),
	                               counted(result.report.size(), "capability", "capabilities"),
	                               joined(counts, ", "));

	if (result.verified_bytes)
		text += fmt::format("verified: {} of memory are equal to the snapshot\n",
		                    format_size(result.verified_bytes));

	for (std::string const &note : result.notes)
		text += "note: " + harmless(note) + "\n";

	if (!result.phases.empty())
		text += "time: " + phases_text(result.phases) + "\n";

	return text;
}


std::string Cli::restore_table(Restore_result const &result)
{
	Table table({ { "COMPONENT" }, { "SLOT", Table::Align::RIGHT }, { "KIND" }, { "NAME" },
	              { "OUTCOME" }, { "DETAIL" } });

	for (Report_entry const &entry : result.report)
		table.add({ entry.component, std::to_string(entry.slot), entry.kind, entry.name,
		            entry.outcome, entry.detail });

	return table.text();
}
