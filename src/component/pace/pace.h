/*
 * \brief  Pace of a thread that repeats its work periodically
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _PACE_H_
#define _PACE_H_

#include <timer_session/connection.h>
#include <util/retry.h>

namespace Recap { class Pace; }


/**
 * Periodic wakeup of one thread
 *
 * The timer is programmed once and never again. So a timer that is rolled back
 * to an earlier state still wakes up the thread, whereas it would not know of
 * a one-time timeout that was requested in the meantime.
 */
class Recap::Pace
{
	private:

		Genode::Signal_receiver                 _receiver { };
		Genode::Signal_context                  _context  { };
		Genode::Signal_context_capability const _cap      { _receiver.manage(&_context) };
		Timer::Connection                       _timer;

	public:

		Pace(Genode::Env &env, unsigned period_ms) : _timer(env)
		{
			_timer.sigh(_cap);
			_timer.trigger_periodic(1000*(period_ms ? period_ms : 1));
		}

		~Pace()
		{
			_timer.trigger_periodic(0);
			_receiver.dissolve(&_context);
		}

		/**
		 * Block until the period is over, returns at once if it is already
		 */
		void wait()
		{
			Genode::retry<Genode::Blocking_canceled>(
				[&] { _receiver.wait_for_signal(); }, [] { });
		}
};

#endif /* _PACE_H_ */
