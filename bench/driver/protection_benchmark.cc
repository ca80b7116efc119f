/*
 * \brief  Cost of periodic checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/protection_benchmark.h>

#include <fmt/format.h>

#include <bench/driver/component_samples.h>
#include <bench/host/duration.h>

using namespace Bench;


namespace {

	constexpr char const *LABEL = "init -> work_bench";
}


Protection_benchmark::Run Protection_benchmark::_run(Rate const &rate, bool protect) const
{
	Scenario const scenario({
		Scenario::timer(),
		{ .name       = "work_bench",
		  .ram        = fmt::format("{}M", rate.megabytes + rate.megabytes/8 + 4),
		  .config     = fmt::format("size=\"{}M\" pages=\"100\" interval_ms=\"{}\" samples=\"{}\"",
		                            rate.megabytes, rate.interval_ms, _context.effort.work_samples),
		  .checkpoint = protect ? fmt::format("interval_ms=\"{}\" keep=\"1\"", rate.interval_ms) : "" } });

	Run    run { };
	System system(_context, scenario, _context.cpus);

	double const us = us_of([&] {
		for_each_sample(system, _context.clock, LABEL, [&] (std::string const &, double us) {
			run.work.add(us); }); });

	for (Control::Component_status const &status : system.client().components())
		if (status.label == LABEL && status.checkpoints)
			run.interval_us = us/double(status.checkpoints);

	return run;
}


Metric Protection_benchmark::_metric(std::string const &name, Rate const &rate) const
{
	Samples with { }, without { };
	Phases  phases { };

	for (unsigned round = 0; round < _context.effort.work_rounds; round++) {

		without.add(_run(rate, false).work.median());

		Run const run = _run(rate, true);

		with.add(run.work.median());
		phases.add("interval of checkpoints", run.interval_us);
	}
	return { name, "us", with, { "the same work, unprotected", without }, phases };
}


void Protection_benchmark::run(Results &results) const
{
	results.add(_metric("slowdown_1000hz", { .interval_ms = 1,  .megabytes = 16 }));
	results.add(_metric("slowdown_100hz",  { .interval_ms = 10, .megabytes = 256 }));
}
