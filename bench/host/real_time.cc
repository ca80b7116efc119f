/*
 * \brief  Whether programs may run in real time, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/host/real_time.h>

#include <sched.h>


bool Bench::real_time_permitted()
{
	sched_param former { };
	int const   policy = sched_getscheduler(0);

	if (policy < 0 || sched_getparam(0, &former) != 0)
		return false;

	sched_param const lowest { .sched_priority = sched_get_priority_min(SCHED_FIFO) };

	return sched_setscheduler(0, SCHED_FIFO, &lowest) == 0
	    && sched_setscheduler(0, policy, &former) == 0;
}
