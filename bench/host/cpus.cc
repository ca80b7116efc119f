/*
 * \brief  CPUs that a thread may use, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/host/cpus.h>

#include <cerrno>

#include <sched.h>

#include <host/system_error.h>

using namespace Bench;


Cpus Bench::allowed_cpus()
{
	cpu_set_t set { };
	if (::sched_getaffinity(0, sizeof(set), &set) < 0)
		throw Host::System_error("determine", "CPUs of the thread", errno);

	Cpus result { };
	for (unsigned cpu = 0; cpu < CPU_SETSIZE; cpu++)
		if (CPU_ISSET(cpu, &set))
			result.push_back(cpu);

	return result;
}


bool Bench::restrict_to(Cpus const &cpus)
{
	cpu_set_t set { };
	for (unsigned const cpu : cpus)
		CPU_SET(cpu, &set);

	return ::sched_setaffinity(0, sizeof(set), &set) == 0;
}


Pinned::Pinned(unsigned cpu)
{
	if (!restrict_to({ cpu }))
		throw Host::System_error("use", "CPU " + std::to_string(cpu), errno);
}
