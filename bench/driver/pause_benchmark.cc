/*
 * \brief  Distribution of the pauses of many checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/pause_benchmark.h>

#include <algorithm>
#include <exception>
#include <optional>

#include <fmt/format.h>

#include <bench/driver/count_display.h>
#include <bench/driver/distribution.h>
#include <bench/driver/protected_system.h>
#include <bench/host/busy_processors.h>
#include <bench/host/memory_copy.h>
#include <bench/host/real_time.h>
#include <cli/output.h>
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


std::vector<Pause_benchmark::Condition> Pause_benchmark::_conditions()
{
	using Priority = System::Priority;

	std::vector<Condition> result { { "idle", false, Priority::NORMAL } };

	if (real_time_permitted())
		result.push_back({ "loaded_real_time", true, Priority::REAL_TIME });
	else
		Cli::tell("pauses in real time are left out, because the host refuses it, see 'ulimit -r'\n");

	/* takes longest */
	result.push_back({ "loaded", true, Priority::NORMAL });

	return result;
}


Checkpoint_cost Pause_benchmark::_measure(Condition const &condition) const
{
	Count_display progress(std::string(condition.name) + ", checkpoints", _count);

	std::optional<Busy_processors> load { };
	if (condition.loaded)
		load.emplace(_context.cpus);

	Protected_system system(_context, {
		.megabytes   = MEGABYTES,
		.pages       = PAGES,
		.interval_ms = 1,
		.report      = 200,
		.checkpoint  = fmt::format("interval_ms=\"1\" keep=\"1\" max_pause_us=\"{}\"",
		                           _context.pauses.max_pause_us) }, condition.priority);

	Checkpoint_cost cost { };

	try {
		system.wait_for_checkpoints(_count, [&] (Control::Component_status const &status) {
			cost = status.cost;
			progress.show(std::min(cost.pauses.count(), _count));
		});
	}

	/* the system ends as well */
	catch (std::exception const &) {
		if (!_context.interruption.requested() || !cost.pauses.count())
			throw;
	}
	return cost;
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

	for (Condition const &condition : _conditions()) {

		if (_context.interruption.requested())
			break;

		Checkpoint_cost const cost = _measure(condition);

		histogram.add(histogram_line(cost.pauses, legend(condition.name, cost.pauses)));
		tail     .add(tail_line     (cost.pauses, legend(condition.name, cost.pauses)));
		_add_metrics(results, condition.name, cost, copies);
	}

	double const budget = double(_context.pauses.max_pause_us);

	histogram.add({ "budget", { { budget, NO_PAUSES }, { budget, double(_count) } }, Plot::Style::REFERENCE });
	tail     .add({ "budget", { { budget, 1/double(_count) }, { budget, 1 } },       Plot::Style::REFERENCE });

	results.add(histogram);
	results.add(tail);

	if (_context.interruption.requested())
		throw Interruption::Requested();
}
