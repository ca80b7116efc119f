/*
 * \brief  Pauses and restores of components of different sizes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/scaling_benchmark.h>

#include <algorithm>

#include <fmt/format.h>

#include <bench/driver/progress.h>
#include <bench/driver/protected_system.h>
#include <bench/host/duration.h>
#include <bench/host/machine_memory.h>
#include <bench/host/memory_copy.h>
#include <cli/output.h>
#include <store/limits.h>

using namespace Bench;


namespace {

	constexpr unsigned THREADS[]         { 4, 8, 16, 64, 256 };
	constexpr unsigned SIZES_MEGABYTES[] { 1, 4, 16, 64, 256, 1024, 4096 };

	/* so much memory is copied once per restore as reference, more is calculated from it */
	constexpr unsigned MAX_COPIED_MEGABYTES = 256;

	/* checkpoints of more memory into files take seconds */
	constexpr unsigned MANY_RESTORES_MEGABYTES = 256, FEW_RESTORES = 3;

	/* memory for nucleus, the other components, and the driver */
	constexpr uint64_t SPARE_BYTES = 1ull << 30;

	std::string size_label(unsigned megabytes)
	{
		return megabytes < 1024 ? fmt::format("{} MiB", megabytes)
		                        : fmt::format("{} GiB", megabytes/1024);
	}

	std::string size_suffix(unsigned megabytes)
	{
		return megabytes < 1024 ? fmt::format("{}m", megabytes) : fmt::format("{}g", megabytes/1024);
	}

	Axis size_axis(std::vector<unsigned> const &sizes)
	{
		std::vector<Axis::Tick> ticks { };
		for (unsigned const megabytes : sizes)
			ticks.push_back({ double(megabytes), size_label(megabytes) });

		return { "memory of the component", Axis::Scale::LOGARITHMIC, ticks };
	}

	/**
	 * Line for a part of the samples of each point
	 */
	class Lines
	{
		private:

			Plot::Series _median { "median" };
			Plot::Series _slow   { "9 of 10 are not above", { }, Plot::Style::REFERENCE };

		public:

			void add(double x, Samples const &samples)
			{
				_median.points.push_back({ x, samples.median() });
				_slow  .points.push_back({ x, samples.quantile(0.9) });
			}

			void add_to(Plot &plot) const
			{
				plot.add(_median);
				plot.add(_slow);
			}
	};
}


Samples Scaling_benchmark::pauses_of(Shape shape) const
{
	/* otherwise, it would be up to chance whether checkpoints meet the component at work or at rest */
	shape.rests      = false;
	shape.report     = 10;
	shape.checkpoint = fmt::format("interval_ms=\"{}\" keep=\"1\"", shape.interval_ms);

	return Protected_system(_context, shape).pauses(_context.effort.periodic_captures,
	                                                _context.effort.settling_captures);
}


std::vector<unsigned> Scaling_benchmark::_sizes(unsigned times_present) const
{
	std::vector<unsigned> result { };

	for (unsigned const megabytes : SIZES_MEGABYTES) {

		uint64_t const needed    = (uint64_t(megabytes) << 20)*times_present + SPARE_BYTES;
		uint64_t const available = available_memory();

		if (megabytes > _context.effort.max_megabytes)
			continue;

		if (needed <= available)
			result.push_back(megabytes);
		else
			Cli::tell(fmt::format("{} are left out, they need {} MiB of memory, {} MiB are available\n",
			                      size_label(megabytes), needed >> 20, available >> 20));
	}
	return _context.effort.points(result);
}


void Scaling_benchmark::threads(Results &results) const
{
	auto const numbers = _context.effort.points(THREADS);

	std::vector<Axis::Tick> ticks { };
	for (unsigned const threads : numbers)
		ticks.push_back({ double(threads), Axis::label(threads) });

	Plot plot("pause_threads", "Pause over threads that are blocked",
	          { "threads of the component, all but one are blocked", Axis::Scale::LOGARITHMIC, ticks },
	          { "pause (us)", Axis::Scale::LINEAR });

	Lines   lines { };
	Samples fewest { };

	for (unsigned const threads : numbers) {

		Samples const pauses = pauses_of({ .threads = threads });

		if (!fewest.count())
			fewest = pauses;

		lines.add(threads, pauses);
		results.add({ fmt::format("pause_threads_{}", threads), "us", pauses,
		              { fmt::format("the same with {} threads", numbers[0]), fewest } });
	}
	lines.add_to(plot);
	results.add(plot);
}


void Scaling_benchmark::memory(Results &results) const
{
	/* the component, copies of its pages, and those that are about to be replaced */
	auto const sizes = _sizes(2);

	Plot plot("pause_memory", "Pause over clean memory, 100 pages are changed every 10 ms",
	          size_axis(sizes), { "pause (us)", Axis::Scale::LINEAR });

	Lines   lines { };
	Samples least { };

	for (unsigned const megabytes : sizes) {

		Samples const pauses = pauses_of({ .megabytes = megabytes });

		if (!least.count())
			least = pauses;

		lines.add(megabytes, pauses);
		results.add({ "pause_memory_" + size_suffix(megabytes), "us", pauses,
		              { "the same with " + size_label(sizes[0]), least } });
	}
	lines.add_to(plot);
	results.add(plot);
}


/*
 * Each restore is one of a component that is complete in memory, because a
 * checkpoint needs that
 */
Samples Scaling_benchmark::restores_of(Shape const &shape, Phases &phases) const
{
	System   system(_context, shape.scenario(), _context.cpus);
	Progress progress(system, Shape::LABEL, Shape::PATTERN);

	Samples restores { };

	unsigned const count = shape.megabytes <= MANY_RESTORES_MEGABYTES ? _context.effort.scaled_restores
	                                                                  : FEW_RESTORES;
	for (unsigned i = 0; i < count; i++) {

		progress.advance();
		auto const result = system.client().checkpoint({ Shape::LABEL });

		progress.advance();
		system.client().kill(Shape::LABEL);

		restores.add(us_of([&] {
			phases.add(system.client().restore(result.image, { }).phases); }));

		progress.step_back();
	}
	return restores;
}


void Scaling_benchmark::restores(Results &results) const
{
	/* the component before and after, copies of its pages, and the memory file */
	auto const sizes = _sizes(4);

	Plot plot("restore_memory", "Time from the request of a restore to the first instruction",
	          size_axis(sizes), { "time (us)", Axis::Scale::LOGARITHMIC });

	Lines        lines { };
	Plot::Series eager { "memcpy of the memory", { }, Plot::Style::REFERENCE };

	for (unsigned const megabytes : sizes) {

		Phases        phases { };
		Samples const restores = restores_of({ .megabytes = megabytes }, phases);

		unsigned const copied = std::min(megabytes, MAX_COPIED_MEGABYTES);
		Memory_copy    copy(size_t(copied) << 20);

		Samples copies { };
		for (size_t i = 0; i < restores.count(); i++)
			copies.add(copy.us()*megabytes/copied);

		lines.add(megabytes, restores);
		eager.points.push_back({ double(megabytes), copies.median() });

		results.add({ "restore_memory_" + size_suffix(megabytes), "us", restores,
		              { "memcpy of the same size", copies }, phases });
	}
	lines.add_to(plot);
	plot.add(eager);
	results.add(plot);
}
