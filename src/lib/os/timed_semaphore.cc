/*
 * \brief  Thread that handles the alarms of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <os/timed_semaphore.h>

using namespace Genode;


Timeout_thread *Timeout_thread::alarm_timer()
{
	static Timeout_thread thread;
	return &thread;
}


Timeout_thread::Timeout_thread() : Thread_deprecated("alarm-timer")
{
	_timer.sigh(_receiver.manage(&_context));
	start();
}


/*
 * Request a signal for the next alarm
 */
void Timeout_thread::_arm()
{
	Lock::Guard guard(_arming);

	Alarm::Time deadline;
	if (!next_deadline(&deadline))
		return;

	Alarm::Time const now  = time();
	Alarm::Time const wait = deadline > now ? deadline - now : 0;

	/* wait in steps that the timer can count, an alarm is never early */
	Alarm::Time const max_wait = 60*60*1000;
	_timer.trigger_once((unsigned)(1000*min(wait, max_wait)));
}


void Timeout_thread::schedule_absolute(Alarm *alarm, Alarm::Time timeout)
{
	Alarm_scheduler::schedule_absolute(alarm, timeout);
	_arm();
}


void Timeout_thread::schedule(Alarm *alarm, Alarm::Time period)
{
	Alarm_scheduler::schedule(alarm, period);
	_arm();
}


void Timeout_thread::entry()
{
	for (;;) {
		_receiver.wait_for_signal();
		handle(time());
		_arm();
	}
}
