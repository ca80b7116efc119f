/*
 * \brief  Session interface by which two signallers exchange signals
 *
 * The connecting side announces a step, and wakes up the offering side by a
 * signal. The offering side takes the step and wakes up the connecting side by
 * a signal, which asks for the step that was taken. A signal is a hint only.
 * Whoever waits in vain, because the other side was rolled back, sends its
 * part again.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _SIGNAL_PEER_SESSION_H_
#define _SIGNAL_PEER_SESSION_H_

#include <base/connection.h>
#include <base/rpc_client.h>
#include <base/signal.h>
#include <session/session.h>

namespace Signal_peer {

	struct Step;
	struct Session;
	struct Connection;
}


/**
 * Number that tells if it was damaged
 */
struct Signal_peer::Step
{
	unsigned long number = 0;
	unsigned long proof  = _proof(0);

	static unsigned long _proof(unsigned long number) {
		return (number + 0x5eed)*0x9e3779b97f4a7c15UL; }

	static Step step(unsigned long number) {
		return { .number = number, .proof = _proof(number) }; }

	bool intact() const { return proof == _proof(number); }
};


struct Signal_peer::Session : Genode::Session
{
	static const char *service_name() { return "Signal_peer"; }

	virtual ~Session() { }

	/**
	 * Exchange the destinations of the wakeups
	 *
	 * \return  destination for waking up the offering side
	 */
	virtual Genode::Signal_context_capability sigh(Genode::Signal_context_capability) = 0;

	/**
	 * Tell which step to take upon the next wakeup
	 */
	virtual void announce(Step const &) = 0;

	/**
	 * Return the step that was taken last
	 */
	virtual Step taken() = 0;

	GENODE_RPC(Rpc_sigh, Genode::Signal_context_capability, sigh,
	           Genode::Signal_context_capability);
	GENODE_RPC(Rpc_announce, void, announce, Step const &);
	GENODE_RPC(Rpc_taken, Step, taken);

	GENODE_RPC_INTERFACE(Rpc_sigh, Rpc_announce, Rpc_taken);
};


struct Signal_peer::Connection : Genode::Connection<Session>, Genode::Rpc_client<Session>
{
	explicit Connection(Genode::Env &env)
	:
		Genode::Connection<Session>(env, session(env.parent(), "ram_quota=10K")),
		Genode::Rpc_client<Session>(Genode::Connection<Session>::cap())
	{ }

	Genode::Signal_context_capability sigh(Genode::Signal_context_capability cap) override {
		return call<Rpc_sigh>(cap); }

	void announce(Step const &step) override { call<Rpc_announce>(step); }

	Step taken() override { return call<Rpc_taken>(); }
};

#endif /* _SIGNAL_PEER_SESSION_H_ */
