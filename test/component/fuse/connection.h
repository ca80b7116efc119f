/*
 * \brief  Connection to the server that decides about crashes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CONNECTION_H_
#define _CONNECTION_H_

#include <base/connection.h>
#include <base/rpc_client.h>
#include <fuse_session.h>

namespace Fuse { struct Connection; }


struct Fuse::Connection : Genode::Connection<Session>, Genode::Rpc_client<Session>
{
	explicit Connection(Genode::Env &env)
	:
		Genode::Connection<Session>(env, session(env.parent(), "ram_quota=8K")),
		Genode::Rpc_client<Session>(cap())
	{ }

	bool burns(unsigned tick) override { return call<Rpc_burns>(tick); }
};

#endif /* _CONNECTION_H_ */
