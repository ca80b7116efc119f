/*
 * \brief  Stock of fresh processes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__PROCESS_POOL_H_
#define _HOST__PROCESS_POOL_H_

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include <host/process.h>

namespace Host { class Process_pool; }


/**
 * Threads that create processes ahead of their use and dispose of used ones
 *
 * Each process dies with its creator, hence with nucleus. The thread that
 * disposes waits for whoever still uses a process, so it is another one:
 * users may wait for somebody who takes a process.
 */
class Host::Process_pool
{
	private:

		using Clock = std::chrono::steady_clock;

		Process_environment const _env;

		unsigned const _target;   /* number of processes to keep in stock */
		unsigned const _threads;  /* idle threads of a fresh process */

		std::mutex                           _mutex { };
		std::condition_variable              _changed { };
		std::deque<std::unique_ptr<Process>> _stock { };
		std::deque<std::unique_ptr<Process>> _discarded { };
		std::string                          _error { };
		Clock::time_point                    _refill { };   /* not before the stock is used up */
		bool                                 _disposing = false;
		bool                                 _stop = false;

		std::thread _creator;
		std::thread _disposer { };

		std::unique_ptr<Process> _create() const;
		void _fill(std::unique_lock<std::mutex> &);
		void _sort_out();
		void _run_creator();
		void _run_disposer();
		void _end();

	public:

		/**
		 * Constructor
		 *
		 * \param target   number of processes to keep ready, at least 1
		 * \param threads  number of idle threads to create in each of them
		 *
		 * \throw std::system_error  the host refuses a thread
		 */
		Process_pool(Process_environment const &, unsigned target, unsigned threads);
		~Process_pool() { _end(); }

		/**
		 * Return fresh process, waits if none is ready
		 *
		 * \throw std::runtime_error  processes cannot be created
		 */
		std::unique_ptr<Process> take();

		/**
		 * Kill the process and dispose of it in the background
		 */
		void discard(std::unique_ptr<Process>);

		/**
		 * Wait until all discarded processes are gone
		 *
		 * After that, no handler of their threads is called anymore.
		 */
		void settle();
};

#endif /* _HOST__PROCESS_POOL_H_ */
