/*
 * \brief  ROM session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__ROM_SESSION__ROM_SESSION_H_
#define _INCLUDE__ROM_SESSION__ROM_SESSION_H_

#include <base/exception.h>
#include <base/signal.h>
#include <dataspace/capability.h>
#include <rom_session/capability.h>
#include <session/session.h>
#include <signal_source/signal_context.h>

namespace Genode {

	struct Rom_dataspace;
	struct Rom_session;
	struct Rom_session_client;

	typedef Capability<Rom_dataspace> Rom_dataspace_capability;
}


/**
 * Dataspace that holds a ROM module
 */
struct Genode::Rom_dataspace : Dataspace { };


/**
 * Access to a ROM module, named by the last part of the session label
 */
struct Genode::Rom_session : Session
{
	static const char *service_name() { return "ROM"; }

	typedef Rom_session_client Client;

	virtual ~Rom_session() { }

	/**
	 * Return dataspace with the content of the module
	 *
	 * A later call may invalidate the dataspace and return another one.
	 */
	virtual Rom_dataspace_capability dataspace() = 0;

	/**
	 * Update the content of the dataspace in place
	 *
	 * \return  false if the dataspace has to be requested anew
	 */
	virtual bool update() { return false; }

	/**
	 * Register handler to be notified about new content
	 */
	virtual void sigh(Signal_context_capability sigh) = 0;

	GENODE_RPC(Rpc_dataspace, Rom_dataspace_capability, dataspace);
	GENODE_RPC(Rpc_update, bool, update);
	GENODE_RPC(Rpc_sigh, void, sigh, Signal_context_capability);

	GENODE_RPC_INTERFACE(Rpc_dataspace, Rpc_update, Rpc_sigh);
};

#endif /* _INCLUDE__ROM_SESSION__ROM_SESSION_H_ */
