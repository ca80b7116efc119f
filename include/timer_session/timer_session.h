/*
 * \brief  Timer session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__TIMER_SESSION__TIMER_SESSION_H_
#define _INCLUDE__TIMER_SESSION__TIMER_SESSION_H_

#include <base/signal.h>
#include <session/session.h>

namespace Timer { struct Session; }


/**
 * Source of timeouts
 */
struct Timer::Session : Genode::Session
{
	static const char *service_name() { return "Timer"; }

	typedef Genode::Signal_context_capability Signal_context_capability;

	virtual ~Session() { }

	/**
	 * Request one timeout, replaces the previous request
	 *
	 * \param us  time until the signal in microseconds
	 */
	virtual void trigger_once(unsigned us) = 0;

	/**
	 * Request periodic timeouts, replaces the previous request
	 *
	 * \param us  period in microseconds, 0 to stop
	 */
	virtual void trigger_periodic(unsigned us) = 0;

	/**
	 * Register handler for timeouts
	 */
	virtual void sigh(Genode::Signal_context_capability sigh) = 0;

	/** Return milliseconds since the creation of the session */
	virtual unsigned long elapsed_ms() const = 0;

	/**
	 * Sleep, implemented by the client
	 */
	virtual void msleep(unsigned ms) = 0;
	virtual void usleep(unsigned us) = 0;

	GENODE_RPC(Rpc_trigger_once, void, trigger_once, unsigned);
	GENODE_RPC(Rpc_trigger_periodic, void, trigger_periodic, unsigned);
	GENODE_RPC(Rpc_sigh, void, sigh, Genode::Signal_context_capability);
	GENODE_RPC(Rpc_elapsed_ms, unsigned long, elapsed_ms);

	GENODE_RPC_INTERFACE(Rpc_trigger_once, Rpc_trigger_periodic, Rpc_sigh, Rpc_elapsed_ms);
};

#endif /* _INCLUDE__TIMER_SESSION__TIMER_SESSION_H_ */
