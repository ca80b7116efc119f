/*
 * \brief  Number of page faults of a process
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__FAULT_COUNT_H_
#define _HOST__FAULT_COUNT_H_

#include <cstdint>
#include <optional>

#include <host/file.h>

namespace Host { class Fault_count; }


/**
 * Number of page faults that a thread, or the threads of a process had so far
 *
 * A fault is counted before the thread goes on. So a process that had none
 * since its pages were protected has not written to any of them. Source: the
 * fields 'minflt' and 'majflt' of /proc/PID/stat and /proc/PID/task/TID/stat, see
 * proc_pid_stat(5).
 */
class Host::Fault_count
{
	private:

		File _file;

	public:

		/**
		 * Constructor
		 *
		 * \param thread_id  0 for the sum of all threads, also those that are gone
		 *
		 * \throw System_error  the host does not tell
		 */
		explicit Fault_count(int pid, int thread_id = 0);

		/**
		 * Return number of faults, nothing if the process or the thread is gone
		 *
		 * This does not obtain memory.
		 */
		std::optional<uint64_t> value() const;
};

#endif /* _HOST__FAULT_COUNT_H_ */
