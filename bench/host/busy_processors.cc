/*
 * \brief  Load for all processors
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/host/busy_processors.h>

using namespace Bench;


namespace {

	int calculate(unsigned cpu)
	{
		if (!restrict_to({ cpu }))
			return 1;

		for (unsigned long volatile value = 1; ; )
			value = value*6364136223846793005UL + 1;
	}
}


Busy_processors::Busy_processors(Cpus const &cpus)
{
	for (unsigned const cpu : cpus)
		_processes.emplace_back([cpu] { return calculate(cpu); });
}
