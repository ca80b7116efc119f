/*
 * \brief  Thread that does a job while its user does another
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__ASSISTANT_H_
#define _HOST__ASSISTANT_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <thread>

#include <host/scheduling.h>
#include <host/wake_price.h>

namespace Host { class Assistant; }


/**
 * Thread for one job at a time
 *
 * The thread is started when it is needed for the first time, unless there is
 * one processor only. The object has one user at a time.
 */
class Host::Assistant
{
	public:

		/** Job, must not throw */
		using Job_fn = std::function<void ()>;

		using Duration = Wake_price::Duration;

		/** Stands for work of which nothing is known */
		static constexpr Duration LONG = Duration::max();

	private:

		enum State : int { IDLE, READY, RUNNING, DONE, STOP };

		std::atomic<int>      _state   { IDLE };
		std::atomic<unsigned> _wakeups { 0 };
		std::atomic<bool>     _awake   { false };
		std::atomic<bool>     _asleep  { false };
		std::atomic<uint64_t> _heap_requests { 0 };

		Job_fn           _job        { };
		std::thread      _thread     { };
		std::atomic<int> _thread_id  { 0 };   /* of the host, 0 if unknown */
		Scheduling       _scheduling { };
		int              _avoided = -1;       /* CPU of the user */
		Wake_price       _price      { };

		bool _take()
		{
			int ready = READY;
			return _state.compare_exchange_strong(ready, RUNNING);
		}

		void _wait_for_job(unsigned wakeups);
		void _wake();
		void _run();

		Assistant(Assistant const &) = delete;
		Assistant &operator = (Assistant const &) = delete;

	public:

		Assistant() { }
		~Assistant();

		/**
		 * Start the thread if that did not happen before, where time matters less
		 */
		void start();

		/**
		 * Wake up the thread, because a job is going to begin soon
		 *
		 * Waking it up takes longer than a small job.
		 */
		void prepare();

		/**
		 * Keep the thread from the processor of the current one, where it would
		 * wait
		 *
		 * This takes memory. As long as the thread stays awake, 'begin' does not
		 * do it.
		 */
		void make_way();

		/**
		 * Let the thread stay awake for a while after a job, or 'prepare'
		 *
		 * It lets others have the processor.
		 */
		void stay_awake() { _awake = true; }

		/**
		 * Let the thread stay awake, and wake it up, because a job may begin soon
		 *
		 * Other than 'prepare', this does not take memory.
		 */
		void rouse()
		{
			stay_awake();
			_wake();
		}

		/**
		 * Let the thread sleep as long as there is no job
		 */
		void rest() { _awake = false; }

		/**
		 * Begin a job, the previous one must be finished
		 *
		 * \param work  expected duration, which may be too little for waking up
		 *              the thread. The job is done by 'finish' then.
		 */
		void begin(Job_fn, Duration work = LONG);

		/**
		 * Return when the job is done
		 *
		 * The current thread does the job if the other one has not begun with
		 * it. No effect if there is no job.
		 */
		void finish();

		/** Return how often the thread has requested memory during jobs */
		uint64_t heap_requests() const { return _heap_requests; }

		/** Function that does a part of a job, must not throw */
		using Part_fn = std::function<void (size_t part)>;

		/**
		 * Call 'fn' for each of the parts, by both threads, in any order
		 *
		 * \param work  expected duration of all parts
		 */
		void share(size_t parts, Part_fn const &fn, Duration work = LONG);
};

#endif /* _HOST__ASSISTANT_H_ */
