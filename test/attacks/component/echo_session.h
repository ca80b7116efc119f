/*
 * \brief  Session of which client and server do without the framework
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _ECHO_SESSION_H_
#define _ECHO_SESSION_H_

#include <base/rpc.h>
#include <root/root.h>
#include <session/session.h>

namespace Attack {

	/** The capability of the session is a gate for messages of any form */
	struct Echo_session : Genode::Session
	{
		static char const *service_name() { return "Echo"; }

		GENODE_RPC(Rpc_echo, void, echo);
		GENODE_RPC_INTERFACE(Rpc_echo);
	};
}

#endif /* _ECHO_SESSION_H_ */
