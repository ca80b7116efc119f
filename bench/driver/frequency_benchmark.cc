/*
 * \brief  Slowdown over the frequency of checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/frequency_benchmark.h>

#include <iterator>

#include <fmt/format.h>

using namespace Bench;


namespace {

	constexpr unsigned TARGET_MEGABYTES = 16;

	constexpr unsigned PAGES_PER_MS[]  { 1, 10, 100 };
	constexpr unsigned CHECKPOINT_MS[] { 100, 10, 1 };

	constexpr double US_PER_S = 1e6, MS_PER_S = 1e3, PERCENT = 100;
}


/*
 * Points are drawn at the frequency that was reached
 */
Plot::Series Frequency_benchmark::_rate(Results &results, unsigned pages_per_ms) const
{
	Samples without { }, with[std::size(CHECKPOINT_MS)] { }, intervals[std::size(CHECKPOINT_MS)] { };

	for (unsigned round = 0; round < _context.effort.frequency_rounds; round++) {

		Work work { .megabytes = TARGET_MEGABYTES, .pages = pages_per_ms, .interval_ms = 1 };

		without.add(work.measure(_context, _context.effort.frequency_samples).unit_us.median());

		for (size_t i = 0; i < std::size(CHECKPOINT_MS); i++) {

			work.checkpoint_ms = CHECKPOINT_MS[i];

			auto const result = work.measure(_context, _context.effort.frequency_samples);

			with[i].add(result.unit_us.median());
			intervals[i].add(result.interval_us);
		}
	}

	Plot::Series series { fmt::format("{} pages changed per second", unsigned(pages_per_ms*MS_PER_S)) };

	for (size_t i = 0; i < std::size(CHECKPOINT_MS); i++) {

		Phases phases { };
		phases.add("interval of checkpoints", intervals[i].median());

		Metric const metric { fmt::format("slowdown_{}hz_{}_pages", unsigned(MS_PER_S/CHECKPOINT_MS[i]), pages_per_ms),
		                      "us", with[i], { "the same work, unprotected", without }, phases };

		series.points.push_back({ US_PER_S/intervals[i].median(), (metric.ratio() - 1)*PERCENT });
		results.add(metric);
	}
	return series;
}


void Frequency_benchmark::run(Results &results) const
{
	Plot plot("slowdown_frequency", "Slowdown by checkpoints, memory of 16 MiB",
	          { "checkpoints per second, as they took place", Axis::Scale::LOGARITHMIC },
	          { "slowdown (percent)", Axis::Scale::LINEAR });

	for (unsigned const pages_per_ms : _context.effort.points(PAGES_PER_MS))
		plot.add(_rate(results, pages_per_ms));

	results.add(plot);
}
