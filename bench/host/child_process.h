/*
 * \brief  Process that does not outlive the one that started it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__HOST__CHILD_PROCESS_H_
#define _BENCH__HOST__CHILD_PROCESS_H_

#include <chrono>
#include <functional>

#include <host/file.h>

namespace Bench { class Child_process; }


/**
 * Copy of the process, which executes a function
 *
 * It dies with the thread that started it, and blocks the signals that are
 * blocked there. So a request to end that goes to a whole group of processes
 * does not take away the partner of somebody who waits for it.
 */
class Bench::Child_process
{
	private:

		int        _pid;
		Host::File _handle;

		Child_process(Child_process const &) = delete;
		Child_process &operator = (Child_process const &) = delete;

	public:

		/** Exit value if a program cannot be executed, as of a shell */
		static constexpr int NOT_EXECUTABLE = 126;

		/**
		 * Constructor
		 *
		 * \param entry  called in the new process, returns its exit value; must
		 *               not use what other threads may have locked
		 *
		 * \throw Host::System_error
		 */
		explicit Child_process(std::function<int ()> const &entry);

		/** Destructor, kills the process unless it has ended */
		~Child_process();

		/** Return number of the process at the host */
		int pid() const { return _pid; }

		/**
		 * Ask the process to end (SIGTERM)
		 */
		void terminate();

		/**
		 * Wait for the end of the process
		 *
		 * \return  false if it does not end in time
		 */
		bool wait_for_end(std::chrono::milliseconds timeout) const;
};

#endif /* _BENCH__HOST__CHILD_PROCESS_H_ */
