/*
 * \brief  Measures how long calls take
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/log.h>
#include <bench_session.h>
#include <timestamp.h>
#include <util/misc_math.h>

namespace Rpc_bench {

	class  Stopwatch;
	struct Main;
}


/**
 * Median of the times that several batches of calls take
 */
class Rpc_bench::Stopwatch
{
	private:

		enum { MAX_BATCHES = 101 };

		unsigned      const _batches;
		unsigned long const _calls;      /* per batch */
		unsigned long const _per_ms;     /* time stamps per millisecond */

		static unsigned long _median(unsigned long *values, unsigned count)
		{
			for (unsigned i = 1; i < count; i++)
				for (unsigned j = i; j && values[j] < values[j - 1]; j--) {
					unsigned long const tmp = values[j];
					values[j]     = values[j - 1];
					values[j - 1] = tmp;
				}

			return values[count/2];
		}

	public:

		Stopwatch(unsigned batches, unsigned long calls, unsigned long per_ms)
		:
			_batches(max(1U, min(batches, (unsigned)MAX_BATCHES))),
			_calls(max(1UL, calls)), _per_ms(max(1UL, per_ms))
		{ }

		/**
		 * Return duration of one call of 'fn' in nanoseconds
		 */
		template <typename FN>
		unsigned long measure(FN const &fn)
		{
			/* let caches and the scheduler settle */
			for (unsigned long i = 0; i < _calls; i++)
				fn();

			unsigned long ns[MAX_BATCHES];
			for (unsigned b = 0; b < _batches; b++) {

				unsigned long const start = Recap::timestamp();
				for (unsigned long i = 0; i < _calls; i++)
					fn();

				ns[b] = (Recap::timestamp() - start)*1000*1000/_per_ms/_calls;
			}
			return _median(ns, _batches);
		}
};


struct Rpc_bench::Main
{
	Env                   &env;
	Attached_rom_dataspace config { env, "config" };
	Attached_ram_dataspace ds     { env.ram(), env.rm(), 4096 };
	Connection             bench  { env };
	Timer::Connection      timer  { env };

	Stopwatch stopwatch { config.xml().attribute_value("batches", 21U),
	                      config.xml().attribute_value("calls", 1000UL),
	                      Recap::timestamps_per_ms(timer) };

	explicit Main(Env &env) : env(env)
	{
		int  value = 0, calls = 0;
		bool taken = true;

		unsigned long const rpc = stopwatch.measure([&] {
			value = bench.increment(value);
			calls++; });

		unsigned long const cap = stopwatch.measure([&] {
			taken &= bench.take(ds.cap()); });

		size_t quota = 0;
		unsigned long const core = stopwatch.measure([&] {
			quota = max(quota, env.ram().quota()); });

		if (value != calls || !taken || !quota)
			error("wrong results of calls");

		log("rpc_bench: rpc ", rpc, " ns, capability ", cap, " ns, core ", core, " ns");
		env.parent().exit(0);
	}
};


void Component::construct(Genode::Env &env) { static Rpc_bench::Main main(env); }
