/*
 * \brief  Semaphore with a limit of the time to wait
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__TIMED_SEMAPHORE_H_
#define _INCLUDE__OS__TIMED_SEMAPHORE_H_

#include <base/exception.h>
#include <base/semaphore.h>
#include <base/thread.h>
#include <os/alarm.h>
#include <timer_session/connection.h>

namespace Genode {

	class Timeout_thread;
	class Timed_semaphore;

	/** The semaphore was not raised in time */
	class Timeout_exception : public Exception { };

	/** The semaphore is taken, and the caller does not want to wait */
	class Nonblocking_exception : public Exception { };
}


/**
 * Thread that handles the alarms of the component, times are in milliseconds
 */
class Genode::Timeout_thread : public Thread_deprecated<16*1024>, public Alarm_scheduler
{
	private:

		Timer::Connection _timer    { };
		Signal_receiver   _receiver { };
		Signal_context    _context  { };
		Lock              _arming   { };

		void entry() override;
		void _arm();

	public:

		Timeout_thread();

		/** Schedule alarm once, see 'Alarm_scheduler' */
		void schedule_absolute(Alarm *alarm, Alarm::Time timeout);

		/** Schedule periodic alarm, see 'Alarm_scheduler' */
		void schedule(Alarm *alarm, Alarm::Time period);

		/** Return current time */
		Alarm::Time time() { return _timer.elapsed_ms(); }

		/**
		 * Return the only object, which is created by the first call
		 */
		static Timeout_thread *alarm_timer();
};


/**
 * Semaphore with a limit of the time to wait
 */
class Genode::Timed_semaphore : public Semaphore
{
	private:

		/**
		 * Patience of a waiting thread, which ends it after a while
		 */
		struct Patience : Alarm
		{
			Timed_semaphore &semaphore;
			Waiter          &waiter;

			bool exhausted = false;

			Patience(Timed_semaphore &semaphore, Waiter &waiter, Time end)
			: semaphore(semaphore), waiter(waiter) { alarms().schedule_absolute(this, end); }

			bool on_alarm(unsigned) override
			{
				exhausted = semaphore._give_up(waiter);
				return false;
			}
		};

		static Timeout_thread &alarms() { return *Timeout_thread::alarm_timer(); }

		/**
		 * Take a thread out of the queue and wake it up
		 *
		 * \return  false if the thread does not wait anymore
		 */
		bool _give_up(Waiter &waiter)
		{
			Lock::Guard guard(_meta_lock);

			if (!waiter.is_enqueued())
				return false;

			_queue.remove(&waiter);
			_cnt++;
			waiter.lock.unlock();
			return true;
		}

	public:

		/**
		 * Constructor
		 *
		 * \param n  initial value of the counter
		 */
		Timed_semaphore(int n = 0) : Semaphore(n) { }

		/**
		 * Decrement the counter, waits while it is not positive
		 *
		 * \param t  milliseconds to wait, 0 for not waiting at all
		 *
		 * \return  milliseconds for which the caller has waited
		 *
		 * \throw Timeout_exception
		 * \throw Nonblocking_exception
		 * \throw Blocking_canceled
		 */
		Alarm::Time down(Alarm::Time t)
		{
			Waiter waiter;
			{
				Lock::Guard guard(_meta_lock);

				if (_cnt > 0) {
					_cnt--;
					return 0;
				}
				if (t == 0)
					throw Nonblocking_exception();

				_cnt--;
				_queue.enqueue(&waiter);
			}

			/* the wait may be cancelled at any of the following calls */
			struct Withdrawal
			{
				Timed_semaphore &semaphore;
				Waiter          &waiter;

				~Withdrawal() { semaphore._give_up(waiter); }
			} const withdrawal { *this, waiter };

			Alarm::Time const start = alarms().time();
			Patience          patience(*this, waiter, start + t);

			try { waiter.lock.lock(); }
			catch (Blocking_canceled) {

				alarms().discard(&patience);

				/* the semaphore may have been raised in the meantime */
				if (_give_up(waiter))
					throw;
			}
			alarms().discard(&patience);

			if (patience.exhausted)
				throw Timeout_exception();

			/* wait until 'up' does not refer to the waiter anymore */
			Lock::Guard guard(_meta_lock);
			return alarms().time() - start;
		}

		void down() { Semaphore::down(); }
		void up()   { Semaphore::up(); }
};

#endif /* _INCLUDE__OS__TIMED_SEMAPHORE_H_ */
