/*
 * \brief  Connection to the PD service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__PD_SESSION__CONNECTION_H_
#define _INCLUDE__PD_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <pd_session/client.h>

namespace Genode { struct Pd_connection; }


struct Genode::Pd_connection : Connection<Pd_session>, Pd_session_client
{
	enum { RAM_QUOTA = 64*1024 };

	/**
	 * Constructor
	 *
	 * \param label  session label
	 */
	explicit Pd_connection(Env &env, char const *label = "")
	:
		Connection<Pd_session>(env, session(env.parent(), "ram_quota=%u, label=\"%s\"",
		                                    (unsigned)RAM_QUOTA, label)),
		Pd_session_client(cap())
	{ }

	/**
	 * Constructor
	 *
	 * \noapi
	 * \deprecated  use the constructor that takes the environment
	 */
	explicit Pd_connection(char const *label = "")
	:
		Connection<Pd_session>(session("ram_quota=%u, label=\"%s\"",
		                               (unsigned)RAM_QUOTA, label)),
		Pd_session_client(cap())
	{ }
};

#endif /* _INCLUDE__PD_SESSION__CONNECTION_H_ */
