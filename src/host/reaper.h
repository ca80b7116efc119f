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

namespace Host {

	class Child_process;
	class Reaper;
}


/**
 * Thread that waits for the end of processes
 */
class Host::Reaper
{
	private:

		using Handler = std::function<void ()>;

		struct Watched
		{
			Child_process *process;
			Handler        handler;
		};

		int const _epoll_fd;
		int const _stop_fd;

		std::mutex             _mutex { };
		std::map<int, Watched> _watched { };   /* by descriptor */
		std::thread            _thread;

		void _run();
		void _reap(int end_fd);

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
		 * Call 'handler' once when the process has ended and is reaped
		 *
		 * The memory of the process is released by then.
		 *
		 * \throw System_error
		 */
		void watch(Child_process &, Handler);

		/**
		 * Stop watching, the handler is not being executed on return
		 */
		void forget(Child_process const &);
};

#endif /* _HOST__REAPER_H_ */
