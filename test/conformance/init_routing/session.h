/*
 * \brief  Session at a component that tells about its configuration
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INIT_ROUTING__SESSION_H_
#define _INIT_ROUTING__SESSION_H_

#include <base/connection.h>
#include <base/rpc_client.h>
#include <session/session.h>

namespace Test_init_routing {

	using namespace Genode;

	struct Session;
	struct Connection;
}


struct Test_init_routing::Session : Genode::Session
{
	static char const *service_name() { return "Conformance_init_routing"; }

	/** Return true if the module "config" is an executable file */
	virtual bool configured_by_binary() = 0;

	GENODE_RPC(Rpc_configured_by_binary, bool, configured_by_binary);
	GENODE_RPC_INTERFACE(Rpc_configured_by_binary);
};


struct Test_init_routing::Connection : Genode::Connection<Session>, Rpc_client<Session>
{
	explicit Connection(Env &env)
	:
		Genode::Connection<Session>(env, session(env.parent(), "ram_quota=8K")),
		Rpc_client<Session>(cap())
	{ }

	bool configured_by_binary() override { return call<Rpc_configured_by_binary>(); }
};

#endif /* _INIT_ROUTING__SESSION_H_ */
