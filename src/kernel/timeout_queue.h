/*
 * \brief  Timeouts of sleeping threads and deferred work
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__TIMEOUT_QUEUE_H_
#define _KERNEL__TIMEOUT_QUEUE_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace Kernel {

	class Timeout_queue;
	class System;
}


/**
 * Nucleus thread that executes functions at given times
 *
 * The functions are executed with the kernel lock held.
 */
class Kernel::Timeout_queue
{
	public:

		using Function = std::function<void ()>;

		/** Identifies a timeout */
		struct Handle { uint64_t time = 0, number = 0; };

	private:

		using Clock = std::chrono::steady_clock;

		System                 &_system;
		Clock::time_point const _start = Clock::now();

		std::mutex              _mutex   { };
		std::condition_variable _changed { };
		bool                    _stop    = false;
		uint64_t                _count   = 0;

		std::map<std::pair<uint64_t, uint64_t>, Function> _timeouts { };

		std::thread _thread;

		void _run();

	public:

		explicit Timeout_queue(System &);
		~Timeout_queue();

		/** Return microseconds since the start of the system */
		uint64_t time() const
		{
			using namespace std::chrono;
			return uint64_t(duration_cast<microseconds>(Clock::now() - _start).count());
		}

		/**
		 * Execute function at or soon after a time
		 *
		 * \param time  microseconds since the start of the system
		 */
		Handle schedule(uint64_t time, Function);

		/**
		 * Execute function as soon as possible
		 */
		void defer(Function function) { schedule(0, std::move(function)); }

		/**
		 * Cancel timeout
		 *
		 * A function whose time has come may still be executed after the call.
		 */
		void cancel(Handle const &);
};

#endif /* _KERNEL__TIMEOUT_QUEUE_H_ */
