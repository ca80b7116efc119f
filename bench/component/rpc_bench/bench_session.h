/*
 * \brief  Session interface for measuring round trips
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH_SESSION_H_
#define _BENCH_SESSION_H_

#include <base/connection.h>
#include <base/rpc_client.h>
#include <dataspace/capability.h>
#include <session/session.h>

namespace Rpc_bench {

	using namespace Genode;

	struct Session;
	struct Connection;
}


struct Rpc_bench::Session : Genode::Session
{
	static const char *service_name() { return "Rpc_bench"; }

	virtual ~Session() { }

	/** Return successor of the value */
	virtual int increment(int value) = 0;

	/** Take and drop a capability, return true if it is valid */
	virtual bool take(Dataspace_capability) = 0;

	GENODE_RPC(Rpc_increment, int, increment, int);
	GENODE_RPC(Rpc_take, bool, take, Dataspace_capability);

	GENODE_RPC_INTERFACE(Rpc_increment, Rpc_take);
};


struct Rpc_bench::Connection : Genode::Connection<Session>, Rpc_client<Session>
{
	explicit Connection(Env &env)
	:
		Genode::Connection<Session>(env, session(env.parent(), "ram_quota=10K")),
		Rpc_client<Session>(Genode::Connection<Session>::cap())
	{ }

	int increment(int value) override { return call<Rpc_increment>(value); }

	bool take(Dataspace_capability ds) override { return call<Rpc_take>(ds); }
};

#endif /* _BENCH_SESSION_H_ */
