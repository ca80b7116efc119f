/*
 * \brief  Results of the benchmarks, for people and for programs
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/results.h>

#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/json.h>
#include <cli/table.h>
#include <store/temporary_file.h>

using namespace Bench;

using Cli::Json;
using Cli::Table;


namespace {

	/* three digits are what the measurements are good for */
	std::string number(double value)
	{
		return fmt::format("{:.{}f}", value, value >= 100 ? 0 : value >= 10 ? 1 : 2);
	}

	double rounded(double value) { return std::stod(fmt::format("{:.4g}", value)); }

	Json json(Metric const &metric)
	{
		Json result {
			{ "value",          rounded(metric.value()) },
			{ "unit",           metric.unit },
			{ "reference",      rounded(metric.reference.samples.median()) },
			{ "reference_name", metric.reference.name },
			{ "ratio",          rounded(metric.ratio()) },
			{ "samples",        metric.samples.count() },
			{ "min",            rounded(metric.samples.min()) },
			{ "max",            rounded(metric.samples.max()) } };

		for (auto const &[name, samples] : metric.phases.list())
			result["phases"][name] = rounded(samples.median());

		return result;
	}

	void write_file(std::filesystem::path const &path, std::string const &text)
	{
		Store::Temporary_file temporary(path);
		temporary.file().pwrite_all(std::as_bytes(std::span(text)), 0);
		temporary.publish(path, Store::Durability::CACHED);
	}
}


std::string Results::table() const
{
	using Align = Table::Align;

	Table table({ { "METRIC" }, { "VALUE", Align::RIGHT }, { "UNIT" }, { "REFERENCE" },
	              { "VALUE", Align::RIGHT }, { "RATIO", Align::RIGHT }, { "SAMPLES", Align::RIGHT } });

	for (Metric const &metric : _metrics)
		table.add({ metric.name, number(metric.value()), metric.unit, metric.reference.name,
		            number(metric.reference.samples.median()), number(metric.ratio()),
		            std::to_string(metric.samples.count()) });

	return table.text();
}


std::string Results::phases() const
{
	Table table({ { "METRIC" }, { "WHERE THE TIME GOES (us)" } });

	for (Metric const &metric : _metrics) {

		std::string text { };
		for (auto const &[name, samples] : metric.phases.list())
			text += fmt::format("{}{} {:.0f}", text.empty() ? "" : ", ", name, samples.median());

		if (!text.empty())
			table.add({ metric.name, text });
	}
	return table.text();
}


void Results::write_json(std::filesystem::path const &path) const
{
	Json content = Json::object();
	for (Metric const &metric : _metrics)
		content[metric.name] = json(metric);

	write_file(path, Cli::text(content));
}


std::vector<std::filesystem::path> Results::write_plots(std::filesystem::path const &directory) const
{
	std::vector<std::filesystem::path> result { };

	for (Plot const &plot : _plots) {
		result.push_back(directory/(plot.name() + ".svg"));
		write_file(result.back(), plot.svg());
	}
	return result;
}
