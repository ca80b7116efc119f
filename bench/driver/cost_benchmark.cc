/*
 * \brief  Memory and processor time that nucleus takes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/cost_benchmark.h>

#include <set>

#include <fmt/format.h>

#include <bench/driver/protected_system.h>
#include <bench/host/duration.h>
#include <bench/host/machine_memory.h>
#include <bench/host/memory_copy.h>
#include <bench/host/spawn.h>
#include <store/limits.h>

using namespace Bench;


namespace {

	constexpr unsigned FEW_COMPONENTS = 2, FEW_SNAPSHOTS = 1, MANY_SNAPSHOTS = 9;

	constexpr unsigned MEGABYTES = 16, PAGES = 100, CHECKPOINTS = 50;

	constexpr double KIB = 1024;

	Samples one_sample(double value)
	{
		Samples result { };
		result.add(value);
		return result;
	}

	std::string label(unsigned number) { return fmt::format("component_{}", number); }

	/**
	 * Return many components that do nothing once they have said that they run
	 */
	Scenario components(unsigned count)
	{
		std::vector<Scenario::Child> children { Scenario::timer() };

		for (unsigned i = 0; i < count; i++)
			children.push_back({ .name   = label(i),
			                     .binary = "shape_bench",
			                     .ram    = "4M",
			                     .config = "size=\"1M\" blocked=\"0\" pages=\"0\" interval_ms=\"100\" "
			                               "report=\"1\"" });
		return Scenario(children);
	}
}


Cost_benchmark::Cost Cost_benchmark::_cost_of_components(unsigned count) const
{
	System system(_context, components(count), _context.cpus);

	std::set<std::string> silent { };
	for (unsigned i = 0; i < count; i++)
		silent.insert("init -> " + label(i));

	system.wait_for_line([&] (Log_line const &line) {
		silent.erase(line.label);
		return silent.empty(); });

	return { .memory = double(private_memory(system.pid())),
	         .cpu_us = double(system.client().cost().cpu_us) };
}


void Cost_benchmark::_components(Results &results) const
{
	unsigned const many  = _context.effort.idle_components;
	double   const added = many - FEW_COMPONENTS;

	Samples memory { }, starts { }, programs { };

	for (unsigned round = 0; round < _context.effort.cost_rounds; round++) {

		Cost const few = _cost_of_components(FEW_COMPONENTS), all = _cost_of_components(many);

		memory.add((all.memory - few.memory)/added/KIB);
		starts.add((all.cpu_us - few.cpu_us)/added);
		programs.add(us_of([&] { spawn_and_wait(_context.build/"bench"/"nothing"); }));
	}

	results.add({ "nucleus_memory_component", "KiB", memory,
	              { "memory of the component", one_sample(KIB) } });
	results.add({ "nucleus_cpu_component", "us", starts,
	              { "posix_spawn and waitpid", programs } });
}


/*
 * The processor time is that of one checkpoint
 */
Cost_benchmark::Cost Cost_benchmark::_cost_of_snapshots(unsigned kept) const
{
	Protected_system system(_context, { .megabytes  = MEGABYTES,
	                                    .pages      = PAGES,
	                                    .report     = 5,
	                                    .checkpoint = fmt::format("interval_ms=\"10\" keep=\"{}\"", kept) });

	auto &client = system.system().client();

	uint64_t const first      = system.wait_for_checkpoints(CHECKPOINTS).cost.pauses.count();
	uint64_t const cpu_before = client.cost().cpu_us;
	uint64_t const last       = system.wait_for_checkpoints(first + CHECKPOINTS).cost.pauses.count();
	auto     const cost       = client.cost();

	/* what was obtained for copies is more than what is in use */
	double const others = double(private_memory(system.system().pid())) - double(cost.copy_taken);

	return { .memory = others + double(cost.copy_used),
	         .cpu_us = double(cost.cpu_us - cpu_before)/double(last - first) };
}


void Cost_benchmark::_snapshots(Results &results) const
{
	Memory_copy copy(PAGES*Store::PAGE_SIZE);

	Samples memory { }, captures { }, copies { };

	for (unsigned round = 0; round < _context.effort.cost_rounds; round++) {

		Cost const few  = _cost_of_snapshots(FEW_SNAPSHOTS);
		Cost const many = _cost_of_snapshots(MANY_SNAPSHOTS);

		memory.add((many.memory - few.memory)/(MANY_SNAPSHOTS - FEW_SNAPSHOTS)/KIB);
		captures.add(few.cpu_us);
		copies.add(copy.us());
	}

	results.add({ "nucleus_memory_snapshot", "KiB", memory,
	              { "the changed pages", one_sample(PAGES*Store::PAGE_SIZE/KIB) } });
	results.add({ "nucleus_cpu_checkpoint", "us", captures,
	              { "memcpy of the changed pages", copies } });
}


void Cost_benchmark::run(Results &results) const
{
	_components(results);
	_snapshots(results);
}
