/*
 * \brief  Connection to the word counter
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__KV_SESSION__CONNECTION_H_
#define _INCLUDE__KV_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <kv_session/client.h>

namespace Kv { struct Connection; }


struct Kv::Connection : Genode::Connection<Session>, Session_client
{
	/**
	 * Constructor
	 *
	 * \param label  session label
	 */
	Connection(Genode::Env &env, char const *label = "")
	:
		Genode::Connection<Session>(env, session(env.parent(), "ram_quota=16K, label=\"%s\"", label)),
		Session_client(cap())
	{ }
};

#endif /* _INCLUDE__KV_SESSION__CONNECTION_H_ */
