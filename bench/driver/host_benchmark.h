/*
 * \brief  What single steps of the host take, without which no figure can be judged
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__HOST_BENCHMARK_H_
#define _BENCH__DRIVER__HOST_BENCHMARK_H_

#include <bench/driver/context.h>
#include <bench/driver/results.h>

namespace Bench { class Host_benchmark; }


class Bench::Host_benchmark
{
	private:

		Context const &_context;

	public:

		explicit Host_benchmark(Context const &context) : _context(context) { }

		/**
		 * Measure page faults, and wakeups of threads on other CPUs
		 *
		 * \throw std::exception  the host refuses something
		 */
		void run(Results &) const;
};

#endif /* _BENCH__DRIVER__HOST_BENCHMARK_H_ */
