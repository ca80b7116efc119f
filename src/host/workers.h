/*
 * \brief  Threads that share a piece of work
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__WORKERS_H_
#define _HOST__WORKERS_H_

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace Host { class Workers; }


/**
 * Threads that help their user to do the same for many parts of something
 *
 * The threads are started when they are needed for the first time. There is
 * one for each processor but the one that the user occupies, up to a limit. The
 * object has one user at a time.
 */
class Host::Workers
{
	public:

		/** Function that does a part of the work, must not throw */
		using Part_fn = std::function<void (size_t part)>;

	private:

		static constexpr size_t MAX_THREADS = 3;

		std::mutex              _mutex { };
		std::condition_variable _work  { };   /* to wake up threads */
		std::condition_variable _done  { };   /* to wake up the user */

		std::vector<std::thread> _threads { };
		bool                     _stop = false;

		Part_fn const *_fn     = nullptr;   /* null if there is nothing to do */
		size_t         _next   = 0;
		size_t         _parts  = 0;
		size_t         _active = 0;         /* parts that are being done */

		void _start_threads();
		void _do_parts(std::unique_lock<std::mutex> &);
		void _run();

		Workers(Workers const &) = delete;
		Workers &operator = (Workers const &) = delete;

	public:

		Workers() { }
		~Workers();

		/**
		 * Call 'fn' for each of the parts, by several threads, in any order
		 *
		 * The current thread takes its share, so all is done even if the host
		 * provides no further threads.
		 */
		void execute(size_t parts, Part_fn const &fn);
};

#endif /* _HOST__WORKERS_H_ */
