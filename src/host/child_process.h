/*
 * \brief  Child of the calling process
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__CHILD_PROCESS_H_
#define _HOST__CHILD_PROCESS_H_

#include <mutex>
#include <thread>

namespace Host { class Child_process; }


/**
 * Child of the calling process, reaped at the latest when the object vanishes
 *
 * Its end can be awaited by a descriptor. That is the one by which Linux
 * represents processes since version 5.3. Where a filter of system calls
 * refuses those, as that of older containers does, a thread waits for the
 * process and announces its end.
 */
class Host::Child_process
{
	private:

		int const _pid;
		int const _pidfd;        /* -1 if the host refuses */
		int const _announced;    /* event, -1 if it is not needed */

		std::mutex  _mutex  { };
		bool        _reaped = false;
		std::thread _watcher { };

		void _announce_end();

		Child_process(Child_process const &) = delete;
		Child_process &operator = (Child_process const &) = delete;

	public:

		/**
		 * Return true if the host has descriptors that represent processes
		 */
		static bool descriptors_supported();

		/**
		 * Constructor
		 *
		 * \param pid  child that nobody else waits for, killed in case of an
		 *             exception
		 *
		 * \throw System_error
		 */
		explicit Child_process(int pid);

		/**
		 * Destructor, kills the process
		 */
		~Child_process();

		/** Return process ID */
		int pid() const { return _pid; }

		/** Return descriptor that represents the process, -1 if the host refuses */
		int pidfd() const { return _pidfd; }

		/** Return descriptor that can be read from once the process ended */
		int end_fd() const { return _pidfd >= 0 ? _pidfd : _announced; }

		/**
		 * Let the host forget the process, which has ended or is about to
		 *
		 * On return, its memory is released.
		 */
		void reap();

		/**
		 * Kill the process unless it is reaped
		 */
		void kill();
};

#endif /* _HOST__CHILD_PROCESS_H_ */
