/*
 * \brief  Component that works without a rest
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__WORK_H_
#define _BENCH__DRIVER__WORK_H_

#include <bench/driver/context.h>
#include <bench/driver/samples.h>

namespace Bench { struct Work; }


/**
 * What the component 'work_bench' does
 */
struct Bench::Work
{
	unsigned megabytes;
	unsigned pages;                /* changed in each interval */
	unsigned interval_ms;
	unsigned checkpoint_ms = 0;    /* time between two checkpoints, 0 for none */
	bool     persisted = false;    /* snapshots are written meanwhile */

	struct Result
	{
		Samples unit_us     { };     /* time per unit of work */
		double  interval_us = 0;     /* between two checkpoints, as they took place */
		double  snapshot_us = 0;     /* between two snapshots that were written */
	};

	/**
	 * Let the component do its work in a system of its own
	 *
	 * \param samples  number of samples, each takes 100 ms
	 *
	 * \throw Failure, Interruption::Requested, Host::System_error
	 */
	Result measure(Context const &, unsigned samples) const;
};

#endif /* _BENCH__DRIVER__WORK_H_ */
