/*
 * \brief  Component that watches its quota while it opens and closes sessions
 *
 * In turn, it does nothing but watch, holds sessions that it paid for, and
 * uses nearly all of its quota for memory. Whenever it watches, it has to have
 * the same quota.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/log.h>
#include <kv_session/connection.h>
#include <ram_session/connection.h>
#include <timer_session/connection.h>

namespace Spender {

	using namespace Genode;

	class Main;
}


class Spender::Main
{
	private:

		enum { FIRST_ROUNDS = 5, PHASE_MS = 60, REMAINING = 16*1024 };

		Env              &_env;
		Timer::Connection _timer { _env };

		bool _wrong = false;

		void _watch(size_t const expected)
		{
			log("watching");

			unsigned long const end = _timer.elapsed_ms() + PHASE_MS;
			do {
				size_t const avail = _env.ram().avail();

				if (expected && avail != expected && !_wrong) {
					error("available are ", avail, " instead of ", expected, " bytes");
					_wrong = true;
				}
			} while (_timer.elapsed_ms() < end);
		}

		void _hold_sessions()
		{
			Kv::Connection kv    { _env };
			Ram_connection extra { _env, "extra" };

			log("holding sessions");
			_timer.msleep(PHASE_MS);
		}

		void _spend()
		{
			Ram_dataspace_capability const ds = _env.ram().alloc(_env.ram().avail() - REMAINING);

			log("spent");
			_timer.msleep(PHASE_MS);

			_env.ram().free(ds);
		}

	public:

		explicit Main(Env &env) : _env(env)
		{
			size_t expected = 0;   /* bytes */

			for (unsigned round = 1; ; round++) {

				/* by then, accounts for metadata have got what they need */
				if (round == FIRST_ROUNDS)
					expected = _env.ram().avail();

				_watch(expected);
				_hold_sessions();
				_spend();
			}
		}
};


void Component::construct(Genode::Env &env) { static Spender::Main main(env); }
