/*
 * \brief  Thread that waits for the earliest of many timeouts
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _TIMEOUT_THREAD_H_
#define _TIMEOUT_THREAD_H_

#include <base/lock.h>
#include <base/thread.h>
#include <util/list.h>

namespace Timer {

	using namespace Genode;

	/* the kernel's headers define the type globally */
	typedef Genode::uint64_t uint64_t;

	class Timeout;
	class Timeout_thread;
}


/**
 * Timeout that occurs once or periodically
 */
class Timer::Timeout : public List<Timeout>::Element
{
	public:

		struct Handler
		{
			virtual ~Handler() { }

			/**
			 * Called by the timeout thread
			 */
			virtual void handle_timeout() = 0;
		};

		struct Schedule
		{
			bool     armed       = false;
			uint64_t deadline_us = 0;
			uint64_t period_us   = 0;   /* 0 for a timeout that occurs once */
		};

	private:

		friend class Timeout_thread;

		Timeout_thread &_thread;
		Handler        &_handler;
		Schedule        _schedule { };

	public:

		Timeout(Timeout_thread &thread, Handler &handler) : _thread(thread), _handler(handler) { }

		~Timeout() { cancel(); }

		/**
		 * Start or restart
		 *
		 * \param us         microseconds until the timeout occurs
		 * \param period_us  microseconds between further occurrences, 0 for none
		 */
		void start(uint64_t us, uint64_t period_us);

		/**
		 * Stop, the handler is not being executed on return
		 */
		void cancel();

		/**
		 * Return schedule
		 *
		 * A timeout that occurred is not armed anymore. Unless the handling is
		 * stopped, its handler may not have come to an end yet.
		 */
		Schedule schedule() const;
};


class Timer::Timeout_thread : public Thread
{
	private:

		friend class Timeout;

		enum { STACK_SIZE = 8*1024 };

		Lock          _lock     { };
		List<Timeout> _timeouts { };   /* those that are armed, by deadline */
		uint64_t      _wakeup_us = 0;  /* end of the thread's sleep, 0 if it is awake */
		Lock          _handling { };   /* held while a handler is executed */

		void _insert(Timeout &);
		void _remove(Timeout &);
		void _schedule(Timeout &, Timeout::Schedule const &);
		Timeout *_next_due(uint64_t &sleep_us);

		void entry() override;

	public:

		explicit Timeout_thread(Env &env) : Thread(env, "timeouts", STACK_SIZE) { }

		/**
		 * Wait for the end of handlers under way, start none until
		 * 'continue_handling'
		 */
		void stop_handling()     { _handling.lock(); }
		void continue_handling() { _handling.unlock(); }

		/**
		 * Let the thread have a look at the clock, which may not have gone on
		 * evenly because the timer was restored
		 */
		void resume() { cancel_blocking(); }

		/** Return microseconds since the start of the system */
		uint64_t now_us() const;
};

#endif /* _TIMEOUT_THREAD_H_ */
