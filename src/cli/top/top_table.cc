/*
 * \brief  Components as shown by 'top'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/top/top_table.h>

#include <algorithm>
#include <array>
#include <tuple>

#include <fmt/format.h>

#include <cli/component_tree.h>
#include <cli/size.h>
#include <cli/sparkline.h>
#include <cli/state_names.h>
#include <cli/text.h>
#include <host/process_times.h>

using namespace Cli;

using Control::Component_status;


namespace {

	constexpr std::array<char const *, Top_table::NUM_COLUMNS> NAMES {
		"component", "state", "cpu", "threads", "caps", "ram", "checkpoints", "restores", "pause" };

	constexpr size_t NAME_WIDTH = 30, SPARKLINE_WIDTH = 24;

	uint64_t last_pause(Component_status const &component)
	{
		return component.pauses.empty() ? 0 : component.pauses.back().pause_us;
	}

	/**
	 * Return text of exactly NAME_WIDTH characters
	 */
	std::string name_field(std::string const &text)
	{
		std::string result { };
		size_t      count = 0;

		for (char const c : harmless(text)) {
			bool const starts = (static_cast<unsigned char>(c) & 0xc0) != 0x80;
			if (starts && count++ == NAME_WIDTH)
				return result;
			result += c;
		}
		return result + std::string(NAME_WIDTH - count, ' ');
	}
}


char const *Top_table::name(Column column) { return NAMES[unsigned(column)]; }


std::vector<std::string> Top_table::names() { return { NAMES.begin(), NAMES.end() }; }


std::optional<Top_table::Column> Top_table::column(std::string const &name)
{
	auto const it = std::ranges::find(NAMES, name, [] (char const *n) { return std::string(n); });

	return it == NAMES.end() ? std::nullopt : std::optional(Column(it - NAMES.begin()));
}


void Top_table::update(Components const &components)
{
	std::map<uint64_t, Usage> usages { };

	_load.clear();

	for (Component_status const &component : components) {

		auto const us = component.pid ? Host::process_time_us(component.pid) : std::nullopt;
		if (!us)
			continue;

		auto const now = Clock::now();
		usages[component.pid] = { now, *us };

		auto const previous = _usages.find(component.pid);
		if (previous == _usages.end() || previous->second.us > *us)
			continue;

		std::chrono::duration<double, std::micro> const elapsed = now - previous->second.when;
		if (elapsed.count() > 0)
			_load[component.pid] = 100*double(*us - previous->second.us)/elapsed.count();
	}
	_usages = std::move(usages);
}


std::optional<double> Top_table::load(Component_status const &component) const
{
	auto const it = _load.find(component.pid);

	return it == _load.end() ? std::nullopt : std::optional(it->second);
}


std::string Top_table::header() const
{
	return fmt::format("{:<{}} {:<8} {:>5} {:>7} {:>5} {:>9} {:>9} {:>6} {:>6} {:>9}  {}", "COMPONENT",
	                   NAME_WIDTH, "STATE", "CPU%", "THREADS", "CAPS", "RAM", "QUOTA", "CHECKP", "RESTOR",
	                   "PAUSE", "PAUSES");
}


std::string Top_table::_row(Component_status const &c, std::string const &name, bool unicode) const
{
	std::vector<uint64_t> pauses { };
	for (Control::Pause const &pause : c.pauses)
		pauses.push_back(pause.pause_us);

	auto const cpu = load(c);

	return fmt::format("{} {:<8} {:>5} {:>7} {:>5} {:>9} {:>9} {:>6} {:>6} {:>9}  {}", name_field(name),
	                   state_name(c.state), cpu ? fmt::format("{:.1f}", *cpu) : "-",
	                   c.threads, c.caps, format_size(c.ram_used), format_size(c.ram_quota),
	                   c.checkpoints, c.restores, c.pauses.empty() ? "-" : format_duration(last_pause(c)),
	                   sparkline(pauses, SPARKLINE_WIDTH, unicode));
}


bool Top_table::_before(Component_status const &a, Component_status const &b) const
{
	auto load_or_less = [&] (Component_status const &c) { return load(c).value_or(-1); };

	switch (column_of_order) {
	case Column::COMPONENT:   return a.label < b.label;
	case Column::STATE:       return a.state < b.state;
	case Column::CPU:         return load_or_less(a) > load_or_less(b);
	case Column::THREADS:     return a.threads > b.threads;
	case Column::CAPS:        return a.caps > b.caps;
	case Column::RAM:         return a.ram_used > b.ram_used;
	case Column::CHECKPOINTS: return a.checkpoints > b.checkpoints;
	case Column::RESTORES:    return a.restores > b.restores;
	case Column::PAUSE:       return last_pause(a) > last_pause(b);
	}
	return false;
}


std::vector<std::string> Top_table::rows(Components const &components, bool unicode) const
{
	auto entries = component_tree(components);

	if (column_of_order != Column::COMPONENT) {

		for (Tree_entry &entry : entries) {
			entry.branch.clear();
			entry.name = entry.component->label;
		}
		std::ranges::stable_sort(entries, [&] (Tree_entry const &a, Tree_entry const &b) {
			return _before(*a.component, *b.component); });
	}
	if (reversed)
		std::ranges::reverse(entries);

	std::vector<std::string> result { };
	for (Tree_entry const &entry : entries)
		result.push_back(_row(*entry.component, entry.branch + entry.name, unicode));

	return result;
}
