/*
 * \brief  Calls between components, and to core
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__CALL_BENCHMARK_H_
#define _BENCH__DRIVER__CALL_BENCHMARK_H_

#include <array>

#include <bench/driver/context.h>
#include <bench/driver/results.h>
#include <bench/driver/scenario.h>

namespace Bench { class Call_benchmark; }


class Bench::Call_benchmark
{
	private:

		/* numbers of clients that call one server at a time */
		static constexpr std::array CLIENTS { 1u, 2u, 8u, 64u };

		struct Measurement
		{
			Samples data       { };
			Samples capability { };
			Samples core       { };
			Samples ping_pong  { };

			std::array<Samples, CLIENTS.size()> throughput { };
		};

		Context const &_context;
		Scenario const _scenario;

		static Scenario _calls_scenario(Effort const &);

		void        _measure_calls(Measurement &, Cpus const &) const;
		void        _measure_ping_pong(Measurement &, unsigned partner_cpu) const;
		Measurement _measurement(Cpus const &, unsigned partner_cpu) const;

		static Plot _plot(Measurement const &);

	public:

		explicit Call_benchmark(Context const &);

		/**
		 * \throw Failure, Interruption::Requested, Host::System_error
		 */
		void run(Results &) const;
};

#endif /* _BENCH__DRIVER__CALL_BENCHMARK_H_ */
