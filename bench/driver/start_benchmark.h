/*
 * \brief  Start of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__START_BENCHMARK_H_
#define _BENCH__DRIVER__START_BENCHMARK_H_

#include <bench/driver/context.h>
#include <bench/driver/results.h>

namespace Bench { class Start_benchmark; }


class Bench::Start_benchmark
{
	private:

		Context const &_context;

		Metric _metric(std::string const &name, unsigned pause_ms) const;

	public:

		explicit Start_benchmark(Context const &context) : _context(context) { }

		/**
		 * \throw Failure, Interruption::Requested, Host::System_error
		 */
		void run(Results &) const;
};

#endif /* _BENCH__DRIVER__START_BENCHMARK_H_ */
