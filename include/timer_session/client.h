/*
 * \brief  Client of a timer session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__TIMER_SESSION__CLIENT_H_
#define _INCLUDE__TIMER_SESSION__CLIENT_H_

#include <base/rpc_client.h>
#include <timer_session/capability.h>

namespace Timer { struct Session_client; }


struct Timer::Session_client : Genode::Rpc_client<Session>
{
	explicit Session_client(Session_capability session)
	: Genode::Rpc_client<Session>(session) { }

	void trigger_once(unsigned us) override { call<Rpc_trigger_once>(us); }

	void trigger_periodic(unsigned us) override { call<Rpc_trigger_periodic>(us); }

	void sigh(Genode::Signal_context_capability sigh) override { call<Rpc_sigh>(sigh); }

	unsigned long elapsed_ms() const override { return call<Rpc_elapsed_ms>(); }

	/* sleeping needs a signal receiver, see 'Timer::Connection' */
	void msleep(unsigned) override { }
	void usleep(unsigned) override { }
};

#endif /* _INCLUDE__TIMER_SESSION__CLIENT_H_ */
