/*
 * \brief  What Linux tells about a process in one line
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__PROCESS_STAT_H_
#define _HOST__PROCESS_STAT_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace Host {

	/** Fields of /proc/PID/stat, numbered as in proc_pid_stat(5) */
	enum class Stat_field : unsigned { MINOR_FAULTS = 10, MAJOR_FAULTS = 12, USER_TIME = 14, SYSTEM_TIME = 15 };

	/**
	 * Return value of a field, which takes no memory
	 *
	 * \param line  begin of the content of the file, at least as far as something
	 *              follows the field
	 *
	 * \return  nothing if the line does not have the field
	 */
	std::optional<uint64_t> stat_value(std::string_view line, Stat_field);
}

#endif /* _HOST__PROCESS_STAT_H_ */
