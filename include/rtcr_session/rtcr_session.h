/*
 * \brief  Rtcr session interface
 *
 * Checkpoint and restore, requested by components. The service is an extension
 * of Genode's API.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__RTCR_SESSION__RTCR_SESSION_H_
#define _INCLUDE__RTCR_SESSION__RTCR_SESSION_H_

#include <base/rpc_args.h>
#include <rtcr_session/capability.h>
#include <session/session.h>
#include <signal_source/signal_context.h>

namespace Genode {

	struct Rtcr_session;
	struct Rtcr_session_client;
}


/**
 * Protection of a set of components by checkpoints
 *
 * The components are captured together. The checkpoints stay in memory, and
 * are paid from the donation to the session. All operations are requests that
 * core performs on its own, so components may be protected that wait for
 * their result, even the client itself.
 */
struct Genode::Rtcr_session : Session
{
	static const char *service_name() { return "Rtcr"; }

	typedef Rtcr_session_client Client;

	typedef Rpc_in_buffer<128> Component_name;

	/** What happens if one of the components crashes */
	enum class On_fault : unsigned { STOP, ROLLBACK };

	/** What becomes of calls across the border that were being served */
	enum class In_flight : unsigned { RESEND, FAIL };

	struct Policy
	{
		enum { MAX_KEEP = 64 };

		unsigned long interval_us = 0;   /* time between checkpoints, 0 for none by itself */
		unsigned      keep        = 1;   /* number of checkpoints, older ones are discarded */
		unsigned      retries     = 5;   /* rollbacks without progress in between */
		unsigned long max_pause_us = 0;  /* budget for the pause of a checkpoint, 0 for none */
		On_fault      on_fault    = On_fault::STOP;
		In_flight     in_flight   = In_flight::RESEND;

		bool operator == (Policy const &other) const
		{
			return interval_us == other.interval_us && keep == other.keep
			    && retries == other.retries && max_pause_us == other.max_pause_us
			    && on_fault == other.on_fault
			    && in_flight == other.in_flight;
		}
	};

	struct Status
	{
		unsigned long checkpoints = 0;   /* taken so far */
		unsigned long rollbacks   = 0;
		unsigned long failures    = 0;   /* checkpoints and rollbacks that failed */
		unsigned long latest      = 0;   /* number of the latest checkpoint, 0 if there is none */
		unsigned long pause_us    = 0;   /* time that the components stood still for it */
		unsigned long over_budget = 0;   /* checkpoints whose pauses exceeded the budget */
		unsigned      kept        = 0;   /* checkpoints that exist */
		unsigned      crashes     = 0;   /* in a row, without progress in between */
		bool          given_up    = false;
	};

	virtual ~Rtcr_session() { }

	/**
	 * Add a component to the set
	 *
	 * \param name  path of the component below the client, e.g., "kv_server".
	 *              With an empty name, the client itself is added.
	 *
	 * \return  false if the name is not valid or the set is too large
	 */
	virtual bool add(Component_name const &name) = 0;

	/**
	 * Report that a component of the set crashed in a way that core cannot
	 * notice, e.g., that it has exited because of an error
	 *
	 * \param name  as given to 'add'
	 */
	virtual void crashed(Component_name const &name) = 0;

	/**
	 * Define what to do from now on
	 */
	virtual void policy(Policy const &) = 0;

	/**
	 * Request a checkpoint
	 */
	virtual void checkpoint() = 0;

	/**
	 * Request that the components are put back
	 *
	 * \param number  number of the checkpoint, 0 for the latest one
	 *
	 * \return  false if there is no such checkpoint
	 */
	virtual bool rollback(unsigned long number) = 0;

	virtual Status status() = 0;

	/**
	 * Register handler to be notified whenever the status changes
	 */
	virtual void sigh(Signal_context_capability) = 0;

	GENODE_RPC(Rpc_add, bool, add, Component_name const &);
	GENODE_RPC(Rpc_crashed, void, crashed, Component_name const &);
	GENODE_RPC(Rpc_policy, void, policy, Policy const &);
	GENODE_RPC(Rpc_checkpoint, void, checkpoint);
	GENODE_RPC(Rpc_rollback, bool, rollback, unsigned long);
	GENODE_RPC(Rpc_status, Status, status);
	GENODE_RPC(Rpc_sigh, void, sigh, Signal_context_capability);

	GENODE_RPC_INTERFACE(Rpc_add, Rpc_crashed, Rpc_policy, Rpc_checkpoint, Rpc_rollback,
	                     Rpc_status, Rpc_sigh);
};

#endif /* _INCLUDE__RTCR_SESSION__RTCR_SESSION_H_ */
