/*
 * \brief  Slowdown over the frequency of checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__FREQUENCY_BENCHMARK_H_
#define _BENCH__DRIVER__FREQUENCY_BENCHMARK_H_

#include <bench/driver/context.h>
#include <bench/driver/results.h>
#include <bench/driver/work.h>

namespace Bench { class Frequency_benchmark; }


/**
 * The component of 16 MiB never rests, and changes pages each millisecond
 */
class Bench::Frequency_benchmark
{
	private:

		Context const &_context;

		Plot::Series _rate(Results &, unsigned pages_per_ms) const;

	public:

		explicit Frequency_benchmark(Context const &context) : _context(context) { }

		/**
		 * \throw Failure, Interruption::Requested, Host::System_error
		 */
		void run(Results &) const;
};

#endif /* _BENCH__DRIVER__FREQUENCY_BENCHMARK_H_ */
