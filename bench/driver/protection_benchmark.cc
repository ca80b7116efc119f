/*
 * \brief  Cost of periodic checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/protection_benchmark.h>

using namespace Bench;


Metric Protection_benchmark::_metric(std::string const &name, Work const &work,
                                     unsigned rounds, unsigned num_samples) const
{
	Work unprotected = work;
	unprotected.checkpoint_ms = 0;
	unprotected.persisted     = false;

	Samples with { }, without { };
	Phases  phases { };

	for (unsigned round = 0; round < rounds; round++) {

		without.add(unprotected.measure(_context, _context.effort.work_samples).unit_us.median());

		Work::Result const result = work.measure(_context, num_samples);

		with.add(result.unit_us.median());
		phases.add("interval of checkpoints", result.interval_us);

		if (work.persisted)
			phases.add("interval of snapshots", result.snapshot_us);
	}
	return { name, "us", with, { "the same work, unprotected", without }, phases };
}


void Protection_benchmark::run(Results &results) const
{
	Work often  { .megabytes = 16,  .pages = 100, .interval_ms = 1,  .checkpoint_ms = 1 };
	Work seldom { .megabytes = 256, .pages = 100, .interval_ms = 10, .checkpoint_ms = 10 };

	Effort const &effort = _context.effort;

	results.add(_metric("slowdown_1000hz", often,  effort.work_rounds, effort.work_samples));
	results.add(_metric("slowdown_100hz",  seldom, effort.work_rounds, effort.work_samples));

	if (!effort.persisted_samples)
		return;

	often.persisted = seldom.persisted = true;

	results.add(_metric("slowdown_1000hz_persisted", often,  1, effort.persisted_samples));
	results.add(_metric("slowdown_100hz_persisted",  seldom, 1, effort.persisted_samples));
}
