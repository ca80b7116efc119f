/*
 * \brief  Connection to the LOG service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__LOG_SESSION__CONNECTION_H_
#define _INCLUDE__LOG_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <base/session_label.h>
#include <log_session/client.h>

namespace Genode { struct Log_connection; }


struct Genode::Log_connection : Connection<Log_session>, Log_session_client
{
	enum { RAM_QUOTA = 8*1024 };

	/**
	 * Constructor
	 *
	 * \param label  session label
	 */
	Log_connection(Env &env, Session_label label = Session_label())
	:
		Connection<Log_session>(env, session(env.parent(), "ram_quota=%u, label=\"%s\"",
		                                     (unsigned)RAM_QUOTA, label.string())),
		Log_session_client(cap())
	{ }

	/**
	 * Constructor
	 *
	 * \noapi
	 * \deprecated  use the constructor that takes the environment
	 */
	Log_connection(Session_label label = Session_label())
	:
		Connection<Log_session>(session("ram_quota=%u, label=\"%s\"",
		                                (unsigned)RAM_QUOTA, label.string())),
		Log_session_client(cap())
	{ }
};

#endif /* _INCLUDE__LOG_SESSION__CONNECTION_H_ */
