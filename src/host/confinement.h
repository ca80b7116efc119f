/*
 * \brief  System-call filters of component processes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__CONFINEMENT_H_
#define _HOST__CONFINEMENT_H_

#include <host/abi.h>

namespace Host {

	/** What happens if the host offers no filters of system calls */
	enum class Confinement { REQUIRED, IF_POSSIBLE };

	/**
	 * Fill in the filters for the threads and the agent of each process
	 *
	 * A thread of a component may wait and wake others (futex), return from
	 * a signal handler, set its own signal mask, its own name, and the bases
	 * of its segments fs and gs. Any other
	 * system call, and each entry to the host other than the native one,
	 * fails with ENOSYS. The agent, in addition, may map memory of the
	 * arena, create threads, and report completion.
	 *
	 * \return  false if components are not confined, the filters are empty then
	 *
	 * \throw System_error  among others, there are no filters but they are
	 *                       required
	 */
	bool write_filters(Abi::System_page &, Confinement);
}

#endif /* _HOST__CONFINEMENT_H_ */
