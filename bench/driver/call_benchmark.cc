/*
 * \brief  Calls between components, and to core
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/call_benchmark.h>

#include <fmt/format.h>

#include <bench/driver/component_samples.h>
#include <bench/host/ping_pong.h>

using namespace Bench;


Scenario Call_benchmark::_calls_scenario(Effort const &effort)
{
	return Scenario({
		{ .name = "rpc_bench_server", .provides = "Rpc_bench" },
		{ .name = "rpc_bench_client", .ram = "6M", .config = fmt::format("batches=\"{}\" calls=\"{}\"",
		                                                    effort.batches, effort.calls) } });
}


Call_benchmark::Call_benchmark(Context const &context)
:
	_context(context), _scenario(_calls_scenario(context.effort))
{ }


void Call_benchmark::_measure_calls(Measurement &result, Cpus const &cpus) const
{
	System system(_context, _scenario, cpus);

	for_each_sample(system, _context.clock, "init -> rpc_bench_client",
	                [&] (std::string const &name, double us) {
		if (name == "data")       result.data.add(us);
		if (name == "capability") result.capability.add(us);
		if (name == "core")       result.core.add(us);

		for (size_t i = 0; i < CLIENTS.size(); i++)
			if (name == fmt::format("throughput_{}", CLIENTS[i]))
				result.throughput[i].add(us);
	});
}


void Call_benchmark::_measure_ping_pong(Measurement &result, unsigned partner_cpu) const
{
	Ping_pong ping_pong(_context.one_cpu(), partner_cpu);

	/* let caches and the scheduler settle */
	ping_pong.round_trip_us(_context.effort.trips);

	for (unsigned i = 0; i < _context.effort.batches; i++)
		result.ping_pong.add(ping_pong.round_trip_us(_context.effort.trips));
}


Call_benchmark::Measurement Call_benchmark::_measurement(Cpus const &cpus, unsigned partner_cpu) const
{
	Measurement result { };

	for (unsigned round = 0; round < _context.effort.call_rounds; round++) {
		_measure_calls(result, cpus);
		_measure_ping_pong(result, partner_cpu);
	}
	return result;
}


Plot Call_benchmark::_plot(Measurement const &measurement)
{
	constexpr double US_PER_S = 1e6;

	std::vector<Axis::Tick> ticks { };
	for (unsigned const clients : CLIENTS)
		ticks.push_back({ double(clients), Axis::label(clients) });

	Plot plot("throughput", "Throughput of one server, on one processor",
	          { "clients that call at a time", Axis::Scale::LOGARITHMIC, ticks },
	          { "calls per second", Axis::Scale::LINEAR });

	Plot::Series calls { "calls with one integer" };
	Plot::Series limit { "futex ping-pong", { }, Plot::Style::REFERENCE };

	for (size_t i = 0; i < CLIENTS.size(); i++) {
		calls.points.push_back({ double(CLIENTS[i]), US_PER_S/measurement.throughput[i].median() });
		limit.points.push_back({ double(CLIENTS[i]), US_PER_S/measurement.ping_pong.median() });
	}

	plot.add(calls);
	plot.add(limit);
	return plot;
}


void Call_benchmark::run(Results &results) const
{
	{
		auto const one = _measurement({ _context.one_cpu() }, _context.one_cpu());

		Reference const reference { "futex ping-pong, one core", one.ping_pong };

		results.add({ "rpc_roundtrip",  "us", one.data,       reference });
		results.add({ "rpc_capability", "us", one.capability, reference });
		results.add({ "core_call",      "us", one.core,       reference });

		for (size_t i = 0; i < CLIENTS.size(); i++)
			results.add({ fmt::format("rpc_clients_{}", CLIENTS[i]), "us", one.throughput[i], reference });

		results.add(_plot(one));
	}

	if (!_context.multiprocessor())
		return;

	auto const two = _measurement(_context.cpus, _context.another_cpu());

	results.add({ "rpc_roundtrip_two_cores", "us", two.data,
	              { "futex ping-pong, two cores", two.ping_pong } });
}
