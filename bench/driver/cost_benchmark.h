/*
 * \brief  Memory and processor time that nucleus takes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__COST_BENCHMARK_H_
#define _BENCH__DRIVER__COST_BENCHMARK_H_

#include <bench/driver/context.h>
#include <bench/driver/results.h>

namespace Bench { class Cost_benchmark; }


/**
 * What each component and each snapshot adds
 *
 * Systems with few and with many of them are compared.
 */
class Bench::Cost_benchmark
{
	private:

		Context const &_context;

		struct Cost
		{
			double memory = 0;    /* private bytes of nucleus */
			double cpu_us = 0;    /* processor time of nucleus */
		};

		Cost _cost_of_components(unsigned count) const;
		Cost _cost_of_snapshots(unsigned kept) const;

		void _components(Results &) const;
		void _snapshots(Results &) const;

	public:

		explicit Cost_benchmark(Context const &context) : _context(context) { }

		/**
		 * \throw Failure, Interruption::Requested, Host::System_error
		 */
		void run(Results &) const;
};

#endif /* _BENCH__DRIVER__COST_BENCHMARK_H_ */
