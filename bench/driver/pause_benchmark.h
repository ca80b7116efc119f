/*
 * \brief  Distribution of the pauses of many checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__PAUSE_BENCHMARK_H_
#define _BENCH__DRIVER__PAUSE_BENCHMARK_H_

#include <bench/driver/context.h>
#include <bench/driver/results.h>
#include <bench/driver/system.h>
#include <control/types.h>

namespace Bench { class Pause_benchmark; }


/**
 * The component of 16 MiB changes 100 pages each millisecond, and is captured
 * as often, with a budget for the pauses
 */
class Bench::Pause_benchmark
{
	private:

		Context  const &_context;
		uint64_t const  _count;

		static constexpr unsigned MEGABYTES = 16, PAGES = 100;

		/** What else happens on the machine, and whether the system goes first */
		struct Condition
		{
			char const       *name;
			bool              loaded;
			System::Priority  priority;
		};

		static std::vector<Condition> _conditions();

		Control::Checkpoint_cost _measure(Condition const &) const;

		void _add_metrics(Results &, std::string const &condition,
		                  Control::Checkpoint_cost const &, Samples const &copies) const;

	public:

		explicit Pause_benchmark(Context const &);

		/**
		 * If it is interrupted, the results tell the pauses until then.
		 *
		 * \throw Failure, Interruption::Requested, Host::System_error
		 */
		void run(Results &) const;
};

#endif /* _BENCH__DRIVER__PAUSE_BENCHMARK_H_ */
