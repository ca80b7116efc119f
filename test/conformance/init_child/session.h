/*
 * \brief  Service that one child provides to another
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INIT_CHILD__SESSION_H_
#define _INIT_CHILD__SESSION_H_

#include <base/connection.h>
#include <base/rpc_client.h>
#include <session/session.h>

namespace Test_init_child {

	using namespace Genode;

	struct Double_session;
	struct Double_connection;

	/* exit values of the client */
	enum { OK = 7, WRONG = 1, DENIED = 100 };
}


struct Test_init_child::Double_session : Session
{
	static const char *service_name() { return "Double"; }

	virtual unsigned twice(unsigned) = 0;

	GENODE_RPC(Rpc_twice, unsigned, twice, unsigned);
	GENODE_RPC_INTERFACE(Rpc_twice);
};


struct Test_init_child::Double_connection : Connection<Double_session>, Rpc_client<Double_session>
{
	Double_connection(Env &env, char const *label)
	:
		Connection<Double_session>(env, session(env.parent(), "ram_quota=8K, label=\"%s\"", label)),
		Rpc_client<Double_session>(cap())
	{ }

	unsigned twice(unsigned value) override { return call<Rpc_twice>(value); }
};

#endif /* _INIT_CHILD__SESSION_H_ */
