/*
 * \brief  Thread that waits for the earliest of many timeouts
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/blocking.h>
#include <lib/base/kernel.h>
#include <timeout_thread.h>
#include <util/retry.h>

using namespace Timer;


/*************
 ** Timeout **
 *************/

void Timeout::start(uint64_t us, uint64_t period_us)
{
	_thread._schedule(*this, { .armed       = true,
	                           .deadline_us = _thread.now_us() + us,
	                           .period_us   = period_us });
}


void Timeout::cancel()
{
	_thread._schedule(*this, { });

	/* wait for a handler under way */
	Lock::Guard guard(_thread._handling);
}


Timeout::Schedule Timeout::schedule() const
{
	Lock::Guard guard(_thread._lock);
	return _schedule;
}


/********************
 ** Timeout_thread **
 ********************/

Timer::uint64_t Timeout_thread::now_us() const { return Kernel::clock(); }


void Timeout_thread::_insert(Timeout &timeout)
{
	Timeout *previous = nullptr;
	for (Timeout *t = _timeouts.first(); t; t = t->next()) {
		if (t->_schedule.deadline_us > timeout._schedule.deadline_us)
			break;
		previous = t;
	}
	_timeouts.insert(&timeout, previous);
}


void Timeout_thread::_remove(Timeout &timeout) { _timeouts.remove(&timeout); }


void Timeout_thread::_schedule(Timeout &timeout, Timeout::Schedule const &schedule)
{
	bool too_late = false;
	{
		Lock::Guard guard(_lock);

		if (timeout._schedule.armed)
			_remove(timeout);

		timeout._schedule = schedule;

		if (timeout._schedule.armed)
			_insert(timeout);

		too_late = schedule.armed && schedule.deadline_us < _wakeup_us;
	}

	/* the thread sleeps too long now */
	if (too_late)
		cancel_blocking();
}


/*
 * \return  timeout that occurred, null if there is none, with 'sleep_us' being
 *          the time until the next one
 */
Timeout *Timeout_thread::_next_due(uint64_t &sleep_us)
{
	Lock::Guard guard(_lock);

	Timeout * const timeout = _timeouts.first();
	if (!timeout) {
		_wakeup_us = sleep_us = ~0ULL;
		return nullptr;
	}

	uint64_t const now = now_us();
	if (timeout->_schedule.deadline_us > now) {
		_wakeup_us = timeout->_schedule.deadline_us;
		sleep_us   = _wakeup_us - now;
		return nullptr;
	}

	_wakeup_us = 0;
	_remove(*timeout);

	Timeout::Schedule &schedule = timeout->_schedule;
	schedule.armed = schedule.period_us != 0;
	if (!schedule.armed)
		return timeout;

	/* occurrences that were missed are not made up for */
	uint64_t const missed = (now - schedule.deadline_us)/schedule.period_us;
	schedule.deadline_us += (missed + 1)*schedule.period_us;
	_insert(*timeout);
	return timeout;
}


void Timeout_thread::entry()
{
	for (;;) {
		uint64_t sleep_us = 0;
		{
			Lock::Guard guard(_handling);

			while (Timeout * const timeout = _next_due(sleep_us))
				retry<Blocking_canceled>(
					[&] { timeout->_handler.handle_timeout(); }, [] { });
		}
		Kernel::execute(Kernel::Operation::IPC_SLEEP, sleep_us);
	}
}
