/*
 * \brief  Cost of periodic checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__PROTECTION_BENCHMARK_H_
#define _BENCH__DRIVER__PROTECTION_BENCHMARK_H_

#include <bench/driver/context.h>
#include <bench/driver/results.h>
#include <bench/driver/work.h>

namespace Bench { class Protection_benchmark; }


/**
 * Slowdown of a component that never rests and changes 100 pages per interval
 */
class Bench::Protection_benchmark
{
	private:

		Context const &_context;

		Metric _metric(std::string const &name, Work const &, unsigned rounds, unsigned num_samples) const;

	public:

		explicit Protection_benchmark(Context const &context) : _context(context) { }

		/**
		 * \throw Failure, Interruption::Requested, Host::System_error
		 */
		void run(Results &) const;
};

#endif /* _BENCH__DRIVER__PROTECTION_BENCHMARK_H_ */
