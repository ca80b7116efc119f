/*
 * \brief  Component that works without a rest
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/work.h>

#include <optional>

#include <fmt/format.h>

#include <bench/driver/component_samples.h>
#include <bench/driver/persister.h>
#include <bench/driver/protected_system.h>

using namespace Bench;


namespace {

	constexpr char const *LABEL = "init -> work_bench";
}


Work::Result Work::measure(Context const &context, unsigned samples) const
{
	Scenario const scenario({
		Scenario::timer(),
		{ .name       = "work_bench",
		  .ram        = fmt::format("{}M", megabytes + megabytes/8 + 4),
		  .config     = fmt::format("size=\"{}M\" pages=\"{}\" interval_ms=\"{}\" samples=\"{}\"",
		                            megabytes, pages, interval_ms, samples),
		  .checkpoint = checkpoint_ms ? fmt::format("interval_ms=\"{}\" keep=\"1\"", checkpoint_ms) : "" } });

	Result result { };
	System system(context, scenario, context.cpus);

	std::optional<Persister> persister { };
	if (persisted)
		persister.emplace(context, system, LABEL);

	for_each_sample(system, context.clock, LABEL, [&] (std::string const &, double us) {
		result.unit_us.add(us); });

	result.interval_us = interval_us(status(system, LABEL));

	if (persister)
		result.snapshot_us = persister->stop();

	return result;
}
