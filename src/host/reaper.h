/*
 * \brief  Notification about processes that ended
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__REAPER_H_
#define _HOST__REAPER_H_

#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace Host { class Reaper; }


/**
 * Thread that waits for the end of processes
 */
class Host::Reaper
{
	private:

		using Handler = std::function<void ()>;

		int const _epoll_fd;
		int const _stop_fd;

		std::mutex             _mutex { };
		std::map<int, Handler> _handlers { };   /* by pidfd */
		std::thread            _thread;

		void _run();
		void _reap(int pidfd);

		Reaper(Reaper const &) = delete;
		Reaper &operator = (Reaper const &) = delete;

	public:

		/**
		 * Constructor
		 *
		 * \throw System_error
		 */
		Reaper();

		/**
		 * Destructor, no process must be watched anymore
		 */
		~Reaper();

		/**
		 * Call 'handler' once when the child process has ended and is reaped
		 *
		 * The memory of the process is released by then.
		 *
		 * \throw System_error
		 */
		void watch(int pidfd, Handler handler);

		/**
		 * Stop watching, the handler is not being executed on return
		 */
		void forget(int pidfd);
};

#endif /* _HOST__REAPER_H_ */
