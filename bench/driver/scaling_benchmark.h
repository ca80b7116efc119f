/*
 * \brief  Pauses and restores of components of different sizes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__SCALING_BENCHMARK_H_
#define _BENCH__DRIVER__SCALING_BENCHMARK_H_

#include <bench/driver/context.h>
#include <bench/driver/results.h>
#include <bench/driver/shape.h>

namespace Bench { class Scaling_benchmark; }


/**
 * Shows what depends on threads that are blocked and on memory that is clean
 *
 * If nothing else is said, the component has four threads, and changes 100
 * pages of 256 MiB every 10 ms.
 */
class Bench::Scaling_benchmark
{
	private:

		Context const &_context;

		std::vector<unsigned> _sizes(unsigned times_present) const;

	public:

		explicit Scaling_benchmark(Context const &context) : _context(context) { }

		/**
		 * Return pauses of a component in microseconds
		 *
		 * \throw Failure, Interruption::Requested, Host::System_error
		 */
		Samples pauses_of(Shape) const;

		/**
		 * Return microseconds from the request of a restore until the component
		 * runs again
		 *
		 * \param phases  where the time goes
		 *
		 * \throw Failure, Interruption::Requested, Host::System_error
		 */
		Samples restores_of(Shape const &, Phases &phases) const;

		/**
		 * Pauses over the number of threads, of which one is not blocked
		 *
		 * \throw Failure, Interruption::Requested, Host::System_error
		 */
		void threads(Results &) const;

		/**
		 * Pauses over the size of the memory
		 *
		 * \throw Failure, Interruption::Requested, Host::System_error
		 */
		void memory(Results &) const;

		/**
		 * Restores over the size of the memory
		 *
		 * \throw Failure, Interruption::Requested, Host::System_error
		 */
		void restores(Results &) const;
};

#endif /* _BENCH__DRIVER__SCALING_BENCHMARK_H_ */
