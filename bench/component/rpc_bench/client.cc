/*
 * \brief  Measures how long calls take
 *
 * The results are log lines "sample <name> <ticks> <calls>", followed by the
 * line "done". A tick is one of the time-stamp counter.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/heap.h>
#include <base/log.h>
#include <base/semaphore.h>
#include <base/thread.h>
#include <bench_session.h>
#include <dataspace/client.h>
#include <timestamp.h>
#include <util/misc_math.h>

namespace Rpc_bench {

	class  Stopwatch;
	class  Caller;
	struct Main;
}


/**
 * Measures several batches of calls
 */
class Rpc_bench::Stopwatch
{
	private:

		enum { MAX_BATCHES = 101 };

		unsigned      const _batches;
		unsigned long const _calls;     /* per batch */

	public:

		Stopwatch(unsigned batches, unsigned long calls)
		:
			_batches(max(1U, min(batches, (unsigned)MAX_BATCHES))), _calls(max(1UL, calls))
		{ }

		/**
		 * Call until nucleus has done what the start of a component entails, which
		 * takes the CPU from those who call
		 */
		template <typename FN>
		static void settle(FN const &fn)
		{
			enum : unsigned long { TICKS = 1000*1000*1000 };

			for (unsigned long const start = Recap::timestamp(); Recap::timestamp() - start < TICKS; )
				fn();
		}

		template <typename FN>
		void measure(char const *name, FN const &fn) const
		{
			/* let caches and the scheduler settle */
			for (unsigned long i = 0; i < _calls; i++)
				fn();

			unsigned long ticks[MAX_BATCHES];
			for (unsigned b = 0; b < _batches; b++) {

				unsigned long const start = Recap::timestamp();
				for (unsigned long i = 0; i < _calls; i++)
					fn();

				ticks[b] = Recap::timestamp() - start;
			}

			/* output would disturb the batches */
			for (unsigned b = 0; b < _batches; b++)
				log("sample ", name, " ", ticks[b], " ", _calls);
		}

		/**
		 * Measure calls by several threads at a time
		 */
		void measure_throughput(Env &, Connection &, unsigned clients) const;
};


/**
 * Thread that makes calls whenever it is told to
 */
class Rpc_bench::Caller : Thread
{
	private:

		Connection         &_bench;
		Semaphore          &_done;
		unsigned long const _calls;
		Semaphore           _go { };

		void entry() override
		{
			int value = 0;
			for (;;) {
				_go.down();
				for (unsigned long i = 0; i < _calls; i++)
					value = _bench.increment(value);
				_done.up();
			}
		}

	public:

		Caller(Env &env, Connection &bench, Semaphore &done, unsigned long calls)
		:
			Thread(env, "caller", 8*1024), _bench(bench), _done(done), _calls(calls)
		{
			start();
		}

		void go() { _go.up(); }
};


void Rpc_bench::Stopwatch::measure_throughput(Env &env, Connection &bench, unsigned clients) const
{
	unsigned long const calls = max(1UL, _calls/clients);

	Heap      heap { env.ram(), env.rm() };
	Semaphore done { };

	enum { MAX_CLIENTS = 64 };
	Caller *callers[MAX_CLIENTS];
	clients = min(clients, (unsigned)MAX_CLIENTS);

	for (unsigned i = 0; i < clients; i++)
		callers[i] = new (heap) Caller(env, bench, done, calls);

	auto batch = [&] {
		for (unsigned i = 0; i < clients; i++) callers[i]->go();
		for (unsigned i = 0; i < clients; i++) done.down();
	};

	/* the first calls are slower */
	for (unsigned i = 0; i*calls < 64; i++)
		batch();

	unsigned long ticks[MAX_BATCHES];
	for (unsigned b = 0; b < _batches; b++) {
		unsigned long const start = Recap::timestamp();
		batch();
		ticks[b] = Recap::timestamp() - start;
	}
	for (unsigned b = 0; b < _batches; b++)
		log("sample throughput_", clients, " ", ticks[b], " ", calls*clients);

	for (unsigned i = 0; i < clients; i++)
		destroy(heap, callers[i]);
}


struct Rpc_bench::Main
{
	Env                   &env;
	Attached_rom_dataspace config { env, "config" };
	Attached_ram_dataspace ds     { env.ram(), env.rm(), 4096 };
	Connection             bench  { env };

	Stopwatch const stopwatch { config.xml().attribute_value("batches", 21U),
	                            config.xml().attribute_value("calls", 1000UL) };

	explicit Main(Env &env) : env(env)
	{
		int  value = 0, calls = 0;
		bool ok    = true;

		auto call = [&] {
			value = bench.increment(value);
			calls++; };

		Stopwatch::settle(call);
		stopwatch.measure("data", call);

		stopwatch.measure("capability", [&] { ok &= bench.take(ds.cap()); });

		Dataspace_client client { ds.cap() };
		stopwatch.measure("core", [&] { ok &= client.size() == 4096; });

		static unsigned const client_counts[] { 1, 2, 8, 64 };
		for (unsigned const clients : client_counts)
			stopwatch.measure_throughput(env, bench, clients);

		if (value != calls || !ok)
			error("wrong results of calls");

		log("done");
	}
};


void Component::construct(Genode::Env &env) { static Rpc_bench::Main main(env); }
