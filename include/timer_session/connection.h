/*
 * \brief  Connection to a timer
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__TIMER_SESSION__CONNECTION_H_
#define _INCLUDE__TIMER_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <timer_session/client.h>

namespace Timer { class Connection; }


class Timer::Connection : public Genode::Connection<Session>, public Session_client
{
	private:

		/* one thread sleeps at a time */
		Genode::Lock            _lock    { };
		Genode::Signal_receiver _sig_rec { };
		Genode::Signal_context  _context { };

		Genode::Signal_context_capability _default_sigh_cap { _sig_rec.manage(&_context) };
		Genode::Signal_context_capability _custom_sigh_cap  { };

	public:

		/**
		 * Constructor
		 *
		 * \param label  session label
		 */
		Connection(Genode::Env &env, char const *label = "")
		:
			Genode::Connection<Session>(env, session(env.parent(), "ram_quota=10K, label=\"%s\"", label)),
			Session_client(cap())
		{
			Session_client::sigh(_default_sigh_cap);
		}

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the environment
		 */
		Connection()
		:
			Genode::Connection<Session>(session("ram_quota=10K")), Session_client(cap())
		{
			Session_client::sigh(_default_sigh_cap);
		}

		~Connection() { _sig_rec.dissolve(&_context); }

		void sigh(Genode::Signal_context_capability sigh) override
		{
			_custom_sigh_cap = sigh;
			Session_client::sigh(_custom_sigh_cap);
		}

		/**
		 * Sleep, no other timeout of the session can be used meanwhile
		 */
		void usleep(unsigned us) override
		{
			if (!us)
				return;

			Genode::Lock::Guard guard(_lock);

			if (_custom_sigh_cap.valid())
				Session_client::sigh(_default_sigh_cap);

			trigger_once(us);
			_sig_rec.wait_for_signal();

			if (_custom_sigh_cap.valid())
				Session_client::sigh(_custom_sigh_cap);
		}

		void msleep(unsigned ms) override { usleep(1000*ms); }
};

#endif /* _INCLUDE__TIMER_SESSION__CONNECTION_H_ */
