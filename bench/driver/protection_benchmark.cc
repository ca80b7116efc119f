/*
 * \brief  Cost of periodic checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/protection_benchmark.h>

using namespace Bench;


Metric Protection_benchmark::_metric(std::string const &name, Work const &work) const
{
	Work unprotected = work;
	unprotected.checkpoint_ms = 0;

	Samples with { }, without { };
	Phases  phases { };

	for (unsigned round = 0; round < _context.effort.work_rounds; round++) {

		without.add(unprotected.measure(_context, _context.effort.work_samples).unit_us.median());

		Work::Result const result = work.measure(_context, _context.effort.work_samples);

		with.add(result.unit_us.median());
		phases.add("interval of checkpoints", result.interval_us);
	}
	return { name, "us", with, { "the same work, unprotected", without }, phases };
}


void Protection_benchmark::run(Results &results) const
{
	results.add(_metric("slowdown_1000hz", { .megabytes = 16,  .pages = 100, .interval_ms = 1,  .checkpoint_ms = 1 }));
	results.add(_metric("slowdown_100hz",  { .megabytes = 256, .pages = 100, .interval_ms = 10, .checkpoint_ms = 10 }));
}
