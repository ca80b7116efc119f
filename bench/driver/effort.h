/*
 * \brief  How much is measured
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__EFFORT_H_
#define _BENCH__DRIVER__EFFORT_H_

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace Bench { struct Effort; }


/**
 * Numbers of repetitions
 *
 * What is measured and its reference alternate in rounds, so that a machine
 * that gets slower or faster does so for both.
 */
struct Bench::Effort
{
	unsigned call_rounds;     /* systems to boot for the measurement of calls */
	unsigned batches;         /* samples of each kind of call in a round */
	unsigned calls;           /* calls that a sample is the average of */
	unsigned trips;           /* round trips of the reference in a sample */
	unsigned start_rounds;
	unsigned starts;          /* of components in a round, and of programs */
	unsigned small_captures;  /* checkpoints and restores of little memory */
	unsigned large_captures;  /* ... and of much */
	unsigned full_captures;   /* first checkpoints of components */
	unsigned incremental_captures;
	unsigned work_rounds;     /* systems with and without periodic checkpoints */
	unsigned work_samples;    /* of 100 ms in each of them */
	unsigned persisted_samples;   /* of 100 ms while snapshots are written, 0 to leave that out */
	unsigned periodic_captures;   /* pauses at each point of a plot */
	unsigned settling_captures;   /* ... and checkpoints before that do not count */
	unsigned scaled_restores;     /* restores at each point of a plot */
	unsigned max_megabytes;       /* of the components in plots */
	unsigned max_points;          /* of a line in a plot, at least two */
	unsigned frequency_rounds;    /* systems at each point of the plot of slowdowns */
	unsigned frequency_samples;   /* of 100 ms in each of them */
	unsigned distributed_pauses;  /* checkpoints for the distribution of pauses */
	unsigned cost_rounds;         /* pairs of systems that are compared */
	unsigned idle_components;     /* in the system that tells the cost of each */
	unsigned peer_captures;       /* checkpoints and restores by other systems */

	static constexpr Effort full()
	{
		return {
			.call_rounds          = 7,
			.batches              = 5,
			.calls                = 1000,
			.trips                = 5000,
			.start_rounds         = 5,
			.starts               = 20,
			.small_captures       = 31,
			.large_captures       = 15,
			.full_captures        = 9,
			.incremental_captures = 50,
			.work_rounds          = 5,
			.work_samples         = 20,
			.persisted_samples    = 600,
			.periodic_captures    = 50,
			.settling_captures    = 1000,
			.scaled_restores      = 9,
			.max_megabytes        = 4096,
			.max_points           = 100,
			.frequency_rounds     = 2,
			.frequency_samples    = 15,
			.distributed_pauses   = 3000,
			.cost_rounds          = 5,
			.idle_components      = 42,
			.peer_captures        = 9 };
	}

	static constexpr Effort quick()
	{
		return {
			.call_rounds          = 1,
			.batches              = 3,
			.calls                = 200,
			.trips                = 1000,
			.start_rounds         = 1,
			.starts               = 10,
			.small_captures       = 5,
			.large_captures       = 2,
			.full_captures        = 1,
			.incremental_captures = 9,
			.work_rounds          = 1,
			.work_samples         = 5,
			.persisted_samples    = 0,
			.periodic_captures    = 10,
			.settling_captures    = 10,
			.scaled_restores      = 3,
			.max_megabytes        = 64,
			.max_points           = 2,
			.frequency_rounds     = 1,
			.frequency_samples    = 2,
			.distributed_pauses   = 60,
			.cost_rounds          = 1,
			.idle_components      = 12,
			.peer_captures        = 3 };
	}

	/**
	 * Return values at which something is measured: all of them, or the first
	 * one, the last one, and some between
	 */
	std::vector<unsigned> points(std::span<unsigned const> all) const
	{
		std::size_t const count = std::min<std::size_t>(all.size(), max_points);

		std::vector<unsigned> result { };
		for (std::size_t i = 0; i < count; i++)
			result.push_back(all[count > 1 ? i*(all.size() - 1)/(count - 1) : 0]);

		return result;
	}
};

#endif /* _BENCH__DRIVER__EFFORT_H_ */
