/*
 * \brief  Share of CPU time that the host gives to a thread
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <memory>

#include <sched.h>
#include <sys/resource.h>

#include <host/scheduling.h>

using namespace Host;


namespace {

	/* more than any host has */
	constexpr unsigned MAX_CPUS = 1 << 14;

	class Cpu_mask
	{
		private:

			struct Release
			{
				void operator () (cpu_set_t *set) const { CPU_FREE(set); }
			};

			std::unique_ptr<cpu_set_t, Release> _set { CPU_ALLOC(MAX_CPUS) };

		public:

			Cpu_mask() { CPU_ZERO_S(size(), _set.get()); }

			explicit Cpu_mask(std::vector<unsigned> const &cpus) : Cpu_mask()
			{
				for (unsigned const cpu : cpus)
					CPU_SET_S(cpu, size(), _set.get());
			}

			size_t     size() const { return CPU_ALLOC_SIZE(MAX_CPUS); }
			cpu_set_t *set()        { return _set.get(); }

			bool contains(unsigned cpu) const { return CPU_ISSET_S(cpu, size(), _set.get()); }
	};

	std::vector<unsigned> query_cpus()
	{
		Cpu_mask mask;
		std::vector<unsigned> cpus;

		if (sched_getaffinity(0, mask.size(), mask.set()) == 0)
			for (unsigned cpu = 0; cpu < MAX_CPUS; cpu++)
				if (mask.contains(cpu))
					cpus.push_back(cpu);

		return cpus.empty() ? std::vector<unsigned> { 0 } : cpus;
	}
}


std::vector<unsigned> const &Host::available_cpus()
{
	static std::vector<unsigned> const cpus = query_cpus();
	return cpus;
}


Scheduling Host::schedule(int thread_id, Scheduling const &current, Scheduling const &wanted)
{
	Scheduling result = current;

	if (wanted.cpus != current.cpus) {
		Cpu_mask mask(wanted.cpus.empty() ? available_cpus() : wanted.cpus);
		if (sched_setaffinity(thread_id, mask.size(), mask.set()) == 0)
			result.cpus = wanted.cpus;
	}

	if (wanted.niceness != current.niceness
	 && setpriority(PRIO_PROCESS, id_t(thread_id), wanted.niceness) == 0)
		result.niceness = wanted.niceness;

	return result;
}
