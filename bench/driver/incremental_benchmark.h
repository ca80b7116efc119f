/*
 * \brief  Checkpoints of a component of which few pages change
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__INCREMENTAL_BENCHMARK_H_
#define _BENCH__DRIVER__INCREMENTAL_BENCHMARK_H_

#include <bench/driver/context.h>
#include <bench/driver/results.h>
#include <bench/driver/scenario.h>

namespace Bench { class Incremental_benchmark; }


/**
 * The component has much memory and changes 100 pages in each period
 */
class Bench::Incremental_benchmark
{
	private:

		Context const &_context;

		static constexpr unsigned DIRTY_PAGES = 100;

		static Scenario _scenario(unsigned megabytes);

		void   _measure(Results &, std::string const &suffix, unsigned megabytes) const;
		Metric _bandwidth(std::string const &name, unsigned numbers) const;

	public:

		explicit Incremental_benchmark(Context const &context) : _context(context) { }

		/**
		 * \throw Failure, Interruption::Requested, Host::System_error
		 */
		void run(Results &) const;
};

#endif /* _BENCH__DRIVER__INCREMENTAL_BENCHMARK_H_ */
