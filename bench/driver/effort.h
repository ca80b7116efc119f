/*
 * \brief  How much is measured
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__EFFORT_H_
#define _BENCH__DRIVER__EFFORT_H_

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
	unsigned persisted_samples;   /* of 100 ms while snapshots are written */
	unsigned periodic_captures;   /* pauses at each point of a plot */
	unsigned settling_captures;   /* ... and checkpoints before that do not count */
	unsigned scaled_restores;     /* restores at each point of a plot */
	unsigned max_megabytes;       /* of the components in plots */
	unsigned frequency_rounds;    /* systems at each point of the plot of slowdowns */
	unsigned frequency_samples;   /* of 100 ms in each of them */
	unsigned distributed_pauses;  /* checkpoints for the distribution of pauses */
	unsigned cost_rounds;         /* pairs of systems that are compared */
	unsigned idle_components;     /* in the system that tells the cost of each */
	unsigned peer_captures;       /* checkpoints and restores by other systems */

	static constexpr Effort full()
	{
		return { 7, 5, 1000, 5000, 5, 20, 31, 15, 9, 50, 5, 20, 600, 50, 1000, 9, 4096, 2, 15, 3000, 5, 42, 9 };
	}

	static constexpr Effort quick()
	{
		return { 3, 3,  200, 2000, 1, 15,  7,  5, 3, 15, 1, 10, 15, 20, 10, 3,  256, 1,  3,  300, 1, 12, 3 };
	}
};

#endif /* _BENCH__DRIVER__EFFORT_H_ */
