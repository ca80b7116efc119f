/*
 * \brief  The same work under other systems for checkpoint and restore
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__PEER_BENCHMARK_H_
#define _BENCH__DRIVER__PEER_BENCHMARK_H_

#include <bench/driver/context.h>
#include <bench/driver/peer.h>
#include <bench/driver/results.h>

namespace Bench { class Peer_benchmark; }


/**
 * A process of the same shape as the component is captured and restored by
 * each system that is installed
 */
class Bench::Peer_benchmark
{
	private:

		Context const &_context;

		struct Times
		{
			Samples frozen   { };   /* how long the process shows no sign of life */
			Samples restores { };   /* from the request to the first sign of life */
		};

		Times _measure(Peer &, Workspace const &) const;

	public:

		explicit Peer_benchmark(Context const &context) : _context(context) { }

		/**
		 * Measure what is there, what is not is told
		 *
		 * \throw Failure, Interruption::Requested, Host::System_error
		 */
		void run(Results &) const;
};

#endif /* _BENCH__DRIVER__PEER_BENCHMARK_H_ */
