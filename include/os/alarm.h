/*
 * \brief  Functions that are called at given times
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__ALARM_H_
#define _INCLUDE__OS__ALARM_H_

#include <base/lock.h>

namespace Genode {

	class Alarm_scheduler;
	class Alarm;
}


/**
 * Something to be done at a given time, once or again and again
 */
class Genode::Alarm
{
	public:

		/** Point in time, or distance between two of them, in any unit */
		typedef unsigned long Time;

	private:

		friend class Alarm_scheduler;

		Lock             _handling { };        /* held while 'on_alarm' is executed */
		Time             _deadline   = 0;
		Time             _period     = 0;      /* 0 if the alarm is due only once */
		unsigned         _count      = 0;      /* periods to report */
		bool             _queued     = false;
		bool             _handled    = false;  /* 'on_alarm' is being executed */
		Alarm           *_next       = nullptr;
		Alarm_scheduler *_scheduler  = nullptr;

		Alarm(Alarm const &) = delete;
		Alarm &operator = (Alarm const &) = delete;

	protected:

		/**
		 * Called when the alarm is due, without any lock of the scheduler
		 *
		 * \param count  number of periods that have passed
		 *
		 * \return  true if a periodic alarm is to be repeated
		 */
		virtual bool on_alarm(unsigned count) { (void)count; return false; }

	public:

		Alarm() { }

		/**
		 * Destructor, discards the alarm
		 */
		virtual ~Alarm();
};


/**
 * Queue of alarms, ordered by the times they are due
 *
 * The scheduler has no clock. Whoever uses it calls 'handle' with the current
 * time, at the latest when 'next_deadline' is reached.
 */
class Genode::Alarm_scheduler
{
	private:

		Lock        _lock { };
		Alarm      *_head = nullptr;
		Alarm::Time _now  = 0;

		void   _insert(Alarm &);
		void   _remove(Alarm &);
		void   _schedule(Alarm &, Alarm::Time period, Alarm::Time deadline);
		Alarm *_begin();
		void   _finish(Alarm &, bool repeat);

		Alarm_scheduler(Alarm_scheduler const &) = delete;
		Alarm_scheduler &operator = (Alarm_scheduler const &) = delete;

	public:

		Alarm_scheduler() { }

		/**
		 * Destructor, discards all alarms
		 */
		~Alarm_scheduler();

		/**
		 * Schedule alarm once
		 *
		 * An alarm that is scheduled already gets the new deadline.
		 */
		void schedule_absolute(Alarm *alarm, Alarm::Time timeout);

		/**
		 * Schedule periodic alarm, which is due for the first time at once
		 *
		 * \param period  other than 0
		 */
		void schedule(Alarm *alarm, Alarm::Time period);

		/**
		 * Remove alarm
		 *
		 * If the alarm is being handled, the method waits for the end. So it
		 * must not be called by 'on_alarm' for the same alarm.
		 */
		void discard(Alarm *alarm);

		/**
		 * Handle all alarms that are due
		 *
		 * \param now  current time
		 */
		void handle(Alarm::Time now);

		/**
		 * Tell when the next alarm is due
		 *
		 * \return  false if there is no alarm
		 */
		bool next_deadline(Alarm::Time *deadline);

		/** Return true if the alarm is the next one */
		bool head_timeout(Alarm const *alarm) { return _head == alarm; }
};

#endif /* _INCLUDE__OS__ALARM_H_ */
