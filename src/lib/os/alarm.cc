/*
 * \brief  Functions that are called at given times
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/log.h>
#include <os/alarm.h>

using namespace Genode;


Alarm::~Alarm()
{
	if (Alarm_scheduler * const scheduler = _scheduler)
		scheduler->discard(this);
}


Alarm_scheduler::~Alarm_scheduler()
{
	Lock::Guard guard(_lock);

	while (_head) {
		Alarm &alarm = *_head;
		_remove(alarm);
		alarm._scheduler = nullptr;
	}
}


/*
 * Alarms with the same deadline keep the order in which they were scheduled
 */
void Alarm_scheduler::_insert(Alarm &alarm)
{
	Alarm **position = &_head;
	while (*position && (*position)->_deadline <= alarm._deadline)
		position = &(*position)->_next;

	alarm._next   = *position;
	alarm._queued = true;
	*position     = &alarm;
}


void Alarm_scheduler::_remove(Alarm &alarm)
{
	if (!alarm._queued)
		return;

	Alarm **position = &_head;
	while (*position && *position != &alarm)
		position = &(*position)->_next;

	if (*position)
		*position = alarm._next;

	alarm._next   = nullptr;
	alarm._queued = false;
}


void Alarm_scheduler::_schedule(Alarm &alarm, Alarm::Time period, Alarm::Time deadline)
{
	_remove(alarm);

	alarm._scheduler = this;
	alarm._period    = period;
	alarm._deadline  = deadline;

	_insert(alarm);
}


void Alarm_scheduler::schedule_absolute(Alarm *alarm, Alarm::Time timeout)
{
	Lock::Guard guard(_lock);
	_schedule(*alarm, 0, timeout);
}


void Alarm_scheduler::schedule(Alarm *alarm, Alarm::Time period)
{
	Lock::Guard guard(_lock);

	if (period == 0) {
		error("alarm is not scheduled, its period is 0");
		return;
	}
	_schedule(*alarm, period, _now);
}


/*
 * An alarm that is being handled may be inserted once more meanwhile
 */
void Alarm_scheduler::discard(Alarm *alarm)
{
	for (;;) {
		{
			Lock::Guard guard(_lock);

			_remove(*alarm);
			alarm->_period = 0;

			if (!alarm->_handled) {
				alarm->_scheduler = nullptr;
				return;
			}
		}

		/* wait for the end of 'on_alarm' */
		alarm->_handling.lock();
		alarm->_handling.unlock();
	}
}


/*
 * Return next alarm that is due, which does not vanish before '_finish'
 */
Alarm *Alarm_scheduler::_begin()
{
	Lock::Guard guard(_lock);

	if (!_head || _head->_deadline > _now)
		return nullptr;

	Alarm &alarm = *_head;
	_remove(alarm);

	alarm._handled = true;
	alarm._handling.lock();

	alarm._count = alarm._period ? 1 + (unsigned)((_now - alarm._deadline)/alarm._period) : 1;
	return &alarm;
}


void Alarm_scheduler::_finish(Alarm &alarm, bool repeat)
{
	Lock::Guard guard(_lock);

	/* 'discard' and a new schedule take precedence */
	if (repeat && alarm._period && !alarm._queued) {
		alarm._deadline += alarm._count*alarm._period;
		_insert(alarm);
	}
	alarm._handled = false;
	alarm._handling.unlock();
}


void Alarm_scheduler::handle(Alarm::Time now)
{
	{
		Lock::Guard guard(_lock);
		_now = now;
	}
	while (Alarm * const alarm = _begin())
		_finish(*alarm, alarm->on_alarm(alarm->_count));
}


bool Alarm_scheduler::next_deadline(Alarm::Time *deadline)
{
	Lock::Guard guard(_lock);

	if (!_head)
		return false;

	if (deadline)
		*deadline = _head->_deadline;

	return true;
}
