/*
 * \brief  Input session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__INPUT_SESSION__INPUT_SESSION_H_
#define _INCLUDE__INPUT_SESSION__INPUT_SESSION_H_

#include <base/rpc.h>
#include <base/signal.h>
#include <dataspace/capability.h>
#include <input_session/capability.h>
#include <session/session.h>

namespace Input { struct Session; }


/**
 * Source of input events, delivered in a shared dataspace
 */
struct Input::Session : Genode::Session
{
	static const char *service_name() { return "Input"; }

	virtual ~Session() { }

	/** Return dataspace that is an array of 'Event' */
	virtual Genode::Dataspace_capability dataspace() = 0;

	/** Return true if there are events */
	virtual bool pending() const = 0;

	/**
	 * Move events to the dataspace
	 *
	 * \return  number of events
	 */
	virtual int flush() = 0;

	/**
	 * Register handler to be notified about events
	 */
	virtual void sigh(Genode::Signal_context_capability) = 0;

	GENODE_RPC(Rpc_dataspace, Genode::Dataspace_capability, dataspace);
	GENODE_RPC(Rpc_pending, bool, pending);
	GENODE_RPC(Rpc_flush, int, flush);
	GENODE_RPC(Rpc_sigh, void, sigh, Genode::Signal_context_capability);

	GENODE_RPC_INTERFACE(Rpc_dataspace, Rpc_pending, Rpc_flush, Rpc_sigh);
};

#endif /* _INCLUDE__INPUT_SESSION__INPUT_SESSION_H_ */
