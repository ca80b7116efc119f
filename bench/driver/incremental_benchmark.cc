/*
 * \brief  Checkpoints of a component of which few pages change
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/incremental_benchmark.h>

#include <algorithm>

#include <fmt/format.h>

#include <bench/driver/progress.h>
#include <bench/host/bandwidth.h>
#include <bench/host/duration.h>
#include <bench/host/memory_copy.h>
#include <cli/snapshot_access.h>
#include <store/limits.h>

using namespace Bench;


namespace {

	constexpr char const *LABEL   = "init -> memory";
	constexpr char const *PATTERN = "memory: generation (\\d+) verified";

	/* size of the component of which the bandwidth is measured */
	constexpr unsigned BANDWIDTH_MEGABYTES = 64;

	/* periods that it has run for before */
	constexpr unsigned STARTED = 3, SETTLED = 100;

	double us_of_phase(std::vector<Control::Phase> const &phases, std::string const &name)
	{
		auto const it = std::ranges::find(phases, name, &Control::Phase::name);

		if (it == phases.end())
			throw Failure("the system does not tell the duration of the phase '" + name + "'");

		/* durations are rounded down */
		return double(std::max<uint64_t>(1, it->us));
	}
}


Scenario Incremental_benchmark::_scenario(unsigned megabytes)
{
	return Scenario({
		Scenario::timer(),
		{ .name   = "memory",
		  .ram    = fmt::format("{}M", megabytes + megabytes/8 + 4),
		  .config = fmt::format("size=\"{}M\" dirty=\"{}\" sample=\"64\" period_ms=\"10\"",
		                        megabytes, unsigned(DIRTY_PAGES)) } });
}


void Incremental_benchmark::_measure(Results &results, std::string const &suffix,
                                     unsigned megabytes) const
{
	System   system(_context, _scenario(megabytes), _context.cpus);
	Progress progress(system, LABEL, PATTERN);

	Memory_copy changed(DIRTY_PAGES*Store::PAGE_SIZE), all(size_t(megabytes) << 20);

	auto const file = _context.snapshots.file(suffix + ".snap");

	Samples pauses { }, restores { }, copies_of_changed { }, copies_of_all { };
	Phases  pause_phases { }, restore_phases { };

	/* the first checkpoint is a complete one */
	progress.advance();
	system.client().checkpoint({ LABEL });

	for (unsigned i = 0; i < _context.effort.incremental_captures; i++) {

		progress.advance();

		auto const result = system.client().checkpoint({ LABEL });

		pauses.add(double(result.pause_us));
		pause_phases.add(result.phases);
		copies_of_changed.add(changed.us());
	}

	for (unsigned i = 0; i < _context.effort.large_captures; i++) {

		auto const result = system.client().checkpoint({ LABEL });

		Cli::save_image(result.image, result.label, file,
		                { .durability = Store::Durability::CACHED });

		progress.advance();
		system.client().kill(LABEL);

		restores.add(us_of([&] {
			restore_phases.add(system.client().restore(Cli::Opened_snapshot(file).image(),
			                                           { .lazy = true }).phases); }));

		progress.step_back();
		copies_of_all.add(all.us());
	}

	results.add({ "pause_incremental" + suffix, "us", pauses,
	              { "memcpy of the changed pages", copies_of_changed }, pause_phases });
	results.add({ "restore_first_instruction" + suffix, "us", restores,
	              { "memcpy of the same size", copies_of_all }, restore_phases });
}


/*
 * The first checkpoint of a component copies all of its memory
 *
 * \param numbers  the component counts so far before
 */
Metric Incremental_benchmark::_bandwidth(std::string const &name, unsigned numbers) const
{
	Samples captures { }, copies { };

	for (unsigned i = 0; i < _context.effort.full_captures; i++) {

		System   system(_context, _scenario(BANDWIDTH_MEGABYTES), _context.cpus);
		Progress progress(system, LABEL, PATTERN);

		progress.advance(numbers);

		auto     const result = system.client().checkpoint({ LABEL });
		uint64_t const bytes  = result.image.page_count*Store::PAGE_SIZE;

		captures.add(gb_per_s(bytes, us_of_phase(result.phases, "pre-copy")));

		Memory_copy copy(bytes);
		copies.add(gb_per_s(bytes, copy.us()));
	}
	return { name, "GB/s", captures, { "memcpy", copies } };
}


void Incremental_benchmark::run(Results &results) const
{
	results.add(_bandwidth("capture_bandwidth",         SETTLED));
	results.add(_bandwidth("capture_bandwidth_started", STARTED));
	_measure(results, "_16m", 16);
	_measure(results, "",     256);
}
