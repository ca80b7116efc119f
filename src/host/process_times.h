/*
 * \brief  Time that a process has used
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__PROCESS_TIMES_H_
#define _HOST__PROCESS_TIMES_H_

#include <cstdint>
#include <optional>

namespace Host {

	/**
	 * Return time that the threads of a process have run, in microseconds
	 *
	 * \return  nothing if there is no such process
	 */
	std::optional<uint64_t> process_time_us(uint64_t pid);
}

#endif /* _HOST__PROCESS_TIMES_H_ */
