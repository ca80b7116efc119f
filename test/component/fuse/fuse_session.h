/*
 * \brief  Session of the server that decides about crashes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _FUSE_SESSION_H_
#define _FUSE_SESSION_H_

#include <base/rpc.h>
#include <session/session.h>

namespace Fuse { struct Session; }


struct Fuse::Session : Genode::Session
{
	static const char *service_name() { return "Fuse"; }

	/**
	 * Tell how often the client has called, and whether it has to crash
	 *
	 * The server is not restored along with its client, so it knows about
	 * crashes that the client has forgotten.
	 */
	virtual bool burns(unsigned tick) = 0;

	GENODE_RPC(Rpc_burns, bool, burns, unsigned);
	GENODE_RPC_INTERFACE(Rpc_burns);
};

#endif /* _FUSE_SESSION_H_ */
