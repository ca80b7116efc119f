/*
 * \brief  Share of CPU time that the host gives to a thread
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__SCHEDULING_H_
#define _HOST__SCHEDULING_H_

#include <vector>

namespace Host {

	struct Scheduling;

	/** Limits of 'Scheduling::niceness' */
	constexpr int MIN_NICENESS = 0, MAX_NICENESS = 19;

	/**
	 * Return numbers of the CPUs that the program was allowed to use when it
	 * asked first, in ascending order
	 */
	std::vector<unsigned> const &available_cpus();

	/**
	 * Change how the host schedules a thread
	 *
	 * Without privileges, the niceness of a thread can grow only. What the
	 * host refuses stays as it was.
	 *
	 * \param thread_id  of a thread that exists
	 * \param current    how the thread is scheduled by now
	 *
	 * \return  how the thread is scheduled from now on
	 */
	Scheduling schedule(int thread_id, Scheduling const &current, Scheduling const &wanted);
}


struct Host::Scheduling
{
	std::vector<unsigned> cpus { };   /* among 'available_cpus', empty for all of them */

	/* from 'MIN_NICENESS' up, each step makes the share about a fifth smaller */
	int niceness = MIN_NICENESS;

	bool operator == (Scheduling const &) const = default;
};

#endif /* _HOST__SCHEDULING_H_ */
