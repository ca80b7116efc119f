/*
 * \brief  Connection to an input service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__INPUT_SESSION__CONNECTION_H_
#define _INCLUDE__INPUT_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <input_session/client.h>

namespace Input { struct Connection; }


struct Input::Connection : Genode::Connection<Session>, Session_client
{
	/**
	 * Constructor
	 *
	 * \param label  session label
	 */
	Connection(Genode::Env &env, char const *label = "")
	:
		Genode::Connection<Session>(env, session(env.parent(),
			"ram_quota=18K, label=\"%s\"", label)),
		Session_client(env.rm(), cap())
	{ }

	/**
	 * Constructor
	 *
	 * \noapi
	 * \deprecated  use the constructor that takes the environment
	 */
	Connection()
	:
		Genode::Connection<Session>(session("ram_quota=18K")), Session_client(cap())
	{ }
};

#endif /* _INCLUDE__INPUT_SESSION__CONNECTION_H_ */
