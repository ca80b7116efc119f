/*
 * \brief  Capability space as table
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/cap_table.h>

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include <cli/table.h>
#include <cli/text.h>

using namespace Cli;

using Control::Capability;


std::string Cli::cap_mark(Capability const &cap)
{
	static struct { std::string_view kind, name; char const *mark; } const marks[] {
		{ "Gate", "exit_cap",           "CAP1" },
		{ "Gate", "signal_proxy_cap",   "CAP2" },
		{ "Irq",  "blocking_semaphore", "CAP3" },
		{ "Gate", "constructor_cap",    "CAP4" } };

	for (auto const &m : marks)
		if (cap.kind == m.kind && cap.name == m.name)
			return m.mark;

	return "";
}


std::string Cli::cap_problem(Capability const &cap)
{
	std::vector<std::string> problems { };

	if (cap.kind.empty())
		problems.push_back("dead");

	if (cap.map_count && *cap.map_count == 0)
		problems.push_back("not in map");

	if (cap.map_count.value_or(0) > 0 && cap.deliveries == 0)
		problems.push_back("not in space");

	return joined(problems, ", ");
}


std::string Cli::cap_label(Capability const &cap)
{
	return cap.label ? fmt::format("{:#x}", *cap.label) : "";
}


std::string Cli::cap_table(std::vector<Capability> const &caps, std::string const &indent)
{
	using Align = Table::Align;

	Table table({ { "CAP" }, { "SLOT", Align::RIGHT }, { "KIND" }, { "NAME" }, { "LABEL" },
	              { "RIGHTS" }, { "OWNER" }, { "HELD BY" }, { "ATTACHED TO" },
	              { "KERNEL", Align::RIGHT }, { "MAP", Align::RIGHT }, { "" } });

	for (Capability const &cap : caps)
		table.add({ cap_mark(cap), std::to_string(cap.slot), cap.kind, cap.name, cap_label(cap),
		            cap.rights, cap.owner, joined(cap.holders, ", "), cap.attached,
		            std::to_string(cap.deliveries),
		            cap.map_count ? std::to_string(*cap.map_count) : "?", cap_problem(cap) });

	auto const dead = std::ranges::count_if(caps, [] (Capability const &cap) { return cap.kind.empty(); });
	auto const odd  = std::ranges::count_if(caps, [] (Capability const &cap) {
		return cap_problem(cap).find("not in") != std::string::npos; });

	return table.text(indent) + indent
	     + fmt::format("{}, {} dead, map and space {}\n",
	                   counted(caps.size(), "capability", "capabilities"), dead,
	                   odd ? fmt::format("disagree about {}", counted(uint64_t(odd), "slot", "slots"))
	                       : "agree");
}
