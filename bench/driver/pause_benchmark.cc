/*
 * \brief  Distribution of the pauses of many checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/pause_benchmark.h>

#include <optional>

#include <fmt/format.h>

#include <bench/driver/count_display.h>
#include <bench/driver/distribution.h>
#include <bench/driver/protected_system.h>
#include <bench/host/busy_processors.h>
#include <bench/host/memory_copy.h>
#include <cli/size.h>
#include <store/limits.h>

using namespace Bench;

using Control::Checkpoint_cost;
using Control::Pause_histogram;


namespace {

	constexpr unsigned COPIES = 100;

	struct Part
	{
		char const *suffix;
		double      part;
	};

	constexpr Part PARTS[] { { "", 0.5 }, { "_p99", 0.99 }, { "_p999", 0.999 }, { "_max", 1 } };

	std::string legend(std::string const &condition, Pause_histogram const &pauses)
	{
		return fmt::format("{}: half up to {}, all up to {}", condition,
		                   Cli::format_duration(pauses.quantile(0.5)), Cli::format_duration(pauses.max()));
	}
}


Pause_benchmark::Pause_benchmark(Context const &context)
:
	_context(context),
	_count(context.pauses.checkpoints ? context.pauses.checkpoints : context.effort.distributed_pauses)
{ }


Checkpoint_cost Pause_benchmark::_measure(std::string const &condition) const
{
	Count_display progress(condition + ", checkpoints", _count);

	Protected_system system(_context, {
		.megabytes   = MEGABYTES,
		.pages       = PAGES,
		.interval_ms = 1,
		.report      = 200,
		.checkpoint  = fmt::format("interval_ms=\"1\" keep=\"1\" max_pause_us=\"{}\"",
		                           _context.pauses.max_pause_us) });

	return system.wait_for_checkpoints(_count, [&] (uint64_t done) { progress.show(done); }).cost;
}


void Pause_benchmark::_add_metrics(Results &results, std::string const &condition,
                                   Checkpoint_cost const &cost, Samples const &copies) const
{
	Samples const pauses = samples(cost.pauses);

	for (Part const &part : PARTS)
		results.add({ fmt::format("pause_{}{}", condition, part.suffix), "us", pauses,
		              { "memcpy of the changed pages", copies }, { }, part.part });

	Samples missed { }, obtaining { }, all { };
	missed   .add(double(cost.over_budget));
	obtaining.add(double(cost.obtaining));
	all      .add(double(cost.pauses.count()));

	results.add({ "budget_missed_" + condition, "checkpoints", missed,
	              { fmt::format("all, budget {} us", _context.pauses.max_pause_us), all } });

	results.add({ "pause_obtaining_" + condition, "checkpoints", obtaining, { "all", all } });
}


void Pause_benchmark::run(Results &results) const
{
	Memory_copy copy(PAGES*Store::PAGE_SIZE);
	Samples     copies { };
	for (unsigned i = 0; i < COPIES; i++)
		copies.add(copy.us());

	Axis const length("pause (us)", Axis::Scale::LOGARITHMIC);

	Plot histogram("pauses", "Pauses of checkpoints, each millisecond", length,
	               { "checkpoints", Axis::Scale::LOGARITHMIC });
	Plot tail("pauses_tail", "Pauses of checkpoints that are longer than a length", length,
	          { "part of the checkpoints", Axis::Scale::LOGARITHMIC });

	for (bool const loaded : { false, true }) {

		std::string const condition = loaded ? "loaded" : "idle";

		std::optional<Busy_processors> load { };
		if (loaded)
			load.emplace(_context.cpus);

		Checkpoint_cost const cost = _measure(condition);

		histogram.add(histogram_line(cost.pauses, legend(condition, cost.pauses)));
		tail     .add(tail_line     (cost.pauses, legend(condition, cost.pauses)));
		_add_metrics(results, condition, cost, copies);
	}

	double const budget = double(_context.pauses.max_pause_us);

	histogram.add({ "budget", { { budget, NO_PAUSES }, { budget, double(_count) } }, Plot::Style::REFERENCE });
	tail     .add({ "budget", { { budget, 1/double(_count) }, { budget, 1 } },       Plot::Style::REFERENCE });

	results.add(histogram);
	results.add(tail);
}
