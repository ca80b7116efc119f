/*
 * \brief  Load for all processors
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__HOST__BUSY_PROCESSORS_H_
#define _BENCH__HOST__BUSY_PROCESSORS_H_

#include <list>

#include <bench/host/child_process.h>
#include <bench/host/cpus.h>

namespace Bench { class Busy_processors; }


/**
 * Processes that calculate as long as the object exists, one for each CPU
 */
class Bench::Busy_processors
{
	private:

		std::list<Child_process> _processes { };

	public:

		/**
		 * \throw Host::System_error
		 */
		explicit Busy_processors(Cpus const &);
};

#endif /* _BENCH__HOST__BUSY_PROCESSORS_H_ */
