/*
 * \brief  Memory of the machine
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__HOST__MACHINE_MEMORY_H_
#define _BENCH__HOST__MACHINE_MEMORY_H_

#include <cstdint>

namespace Bench {

	/**
	 * Return bytes that can be used without driving others out
	 *
	 * \throw Host::System_error  the host does not tell
	 */
	uint64_t available_memory();

	/**
	 * Return bytes of memory that belong to a process alone, without files and
	 * memory that is shared
	 *
	 * \throw Host::System_error  the host does not tell
	 */
	uint64_t private_memory(int pid);
}

#endif /* _BENCH__HOST__MACHINE_MEMORY_H_ */
