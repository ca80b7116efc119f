/*
 * \brief  Command 'cost'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/cost.h>

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/json.h>
#include <cli/label.h>
#include <cli/output.h>
#include <cli/size.h>
#include <cli/table.h>

using namespace Cli;

using Control::Component_status;
using Control::Pause_histogram;


namespace {

	using Components = std::vector<Component_status>;

	/* length of the bar for the most frequent pause */
	constexpr unsigned BAR_WIDTH = 50;

	std::string table_text(Components const &components)
	{
		using Align = Table::Align;

		Table table({ { "COMPONENT" }, { "CHECKPOINTS", Align::RIGHT }, { "PAUSE P50", Align::RIGHT },
		              { "P99", Align::RIGHT }, { "P99.9", Align::RIGHT }, { "LONGEST", Align::RIGHT },
		              { "OVER BUDGET", Align::RIGHT }, { "WORK", Align::RIGHT },
		              { "COPIES", Align::RIGHT }, { "EARLIER COPIES", Align::RIGHT } });

		for (Component_status const &component : components) {

			Control::Checkpoint_cost const &cost   = component.cost;
			Pause_histogram          const &pauses = cost.pauses;

			if (!pauses.count())
				continue;

			table.add({ component.label, std::to_string(pauses.count()),
			            format_duration(pauses.quantile(0.5)), format_duration(pauses.quantile(0.99)),
			            format_duration(pauses.quantile(0.999)), format_duration(pauses.max()),
			            std::to_string(cost.over_budget), format_duration(cost.work_us),
			            format_size(cost.copy_bytes), format_size(cost.history_bytes) });
		}
		return table.text();
	}

	std::string histogram_text(Pause_histogram const &pauses)
	{
		uint64_t most = 1;
		pauses.for_each([&] (unsigned, uint64_t count) { most = std::max(most, count); });

		Table table({ { "PAUSE FROM", Table::Align::RIGHT }, { "NUMBER", Table::Align::RIGHT }, { "" } });

		pauses.for_each([&] (unsigned bucket, uint64_t count) {
			table.add({ format_duration(Pause_histogram::least(bucket)), std::to_string(count),
			            std::string(std::max<uint64_t>(1, count*BAR_WIDTH/most), '#') }); });

		return table.text();
	}

	std::string summary(Control::System_cost const &cost)
	{
		return fmt::format("copies of pages: {} in use, {} obtained from the host, at most {}\n"
		                   "processor time of nucleus: {}\n",
		                   format_size(cost.copy_used), format_size(cost.copy_taken),
		                   format_size(cost.copy_limit), format_duration(cost.cpu_us));
	}
}


Cost_command::Cost_command(CLI::App &parent)
:
	Command(parent, "cost", "Show what checkpoints cost: pauses, work, and memory",
	        "recap cost\n"
	        "  recap cost sheep_counter\n\n"
	        "Half of the pauses are not longer than P50, 99 of 100 not longer than P99. WORK is the\n"
	        "time of all captures, COPIES the memory for the latest copies of the pages, and\n"
	        "EARLIER COPIES that for those which older checkpoints need. With NAME, the\n"
	        "distribution of its pauses is shown as well.")
{
	_options().add_option("component", _component, "show only this component")->type_name("NAME");
	_options().add_flag("--json", _json, "write JSON for programs");
}


int Cost_command::execute()
{
	Control::Client client     = _system.connect();
	Components      components = client.components();

	if (!_component.empty()) {

		std::string const label = resolved_label(_component, components);

		std::erase_if(components, [&] (Component_status const &c) { return c.label != label; });
	}

	auto const system = client.cost();

	if (_json) {
		print(text(cost_json(components, system)));
		return SUCCESS;
	}

	if (std::ranges::none_of(components, [] (auto const &c) { return c.cost.pauses.count(); }))
		print("no checkpoint was taken yet\n");
	else
		print(table_text(components));

	if (!_component.empty())
		for (Component_status const &component : components)
			if (component.cost.pauses.count())
				print("\n" + histogram_text(component.cost.pauses));

	print("\n" + summary(system));
	return SUCCESS;
}
