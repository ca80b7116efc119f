/*
 * \brief  Start of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/start_benchmark.h>

#include <fmt/format.h>

#include <bench/driver/component_samples.h>
#include <bench/host/duration.h>
#include <bench/host/spawn.h>

using namespace Bench;


namespace {

	/* time between two starts in which a system can prepare for the next one */
	constexpr unsigned PAUSE_MS = 20;
}


Metric Start_benchmark::_metric(std::string const &name, unsigned pause_ms) const
{
	auto const program = _context.build/"bench"/"nothing";

	Scenario const scenario({
		Scenario::timer(),
		{ .name = "start_bench", .ram = "16M",
		  .config = fmt::format("children=\"{}\" pause_ms=\"{}\"", _context.effort.starts, pause_ms) } });

	Samples starts { }, spawns { };
	Phases  phases { };

	for (unsigned round = 0; round < _context.effort.start_rounds; round++) {
		{
			System system(_context, scenario, _context.cpus);

			for_each_sample(system, _context.clock, "init -> start_bench",
			                [&] (std::string const &name, double us) {
				if (name == "start")
					starts.add(us);
				else
					phases.add(name, us);
			});
		}
		for (unsigned i = 0; i < _context.effort.starts; i++)
			spawns.add(us_of([&] { spawn_and_wait(program); }));
	}
	return { name, "us", starts, { "spawn + wait of a static program", spawns }, phases };
}


void Start_benchmark::run(Results &results) const
{
	results.add(_metric("component_start",       PAUSE_MS));
	results.add(_metric("component_start_burst", 0));
}
