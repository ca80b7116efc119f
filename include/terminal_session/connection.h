/*
 * \brief  Connection to a terminal service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__TERMINAL_SESSION__CONNECTION_H_
#define _INCLUDE__TERMINAL_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <terminal_session/client.h>

namespace Terminal { struct Connection; }


struct Terminal::Connection : Genode::Connection<Session>, Session_client
{
	/**
	 * Wait until the terminal is ready
	 */
	static void wait_for_connection(Genode::Capability<Session> cap)
	{
		Genode::Signal_receiver sig_rec;
		Genode::Signal_context  sig_ctx;

		cap.call<Rpc_connected_sigh>(sig_rec.manage(&sig_ctx));

		sig_rec.wait_for_signal();
		sig_rec.dissolve(&sig_ctx);
	}

	/**
	 * Constructor, waits until the terminal is ready
	 *
	 * \param label  session label
	 */
	Connection(Genode::Env &env, char const *label = "")
	:
		Genode::Connection<Session>(env, session(env.parent(),
			"ram_quota=%d, label=\"%s\"", 2*4096, label)),
		Session_client(env.rm(), cap())
	{
		wait_for_connection(cap());
	}

	/**
	 * Constructor
	 *
	 * \noapi
	 * \deprecated  use the constructor that takes the environment
	 */
	Connection(char const *label = "")
	:
		Genode::Connection<Session>(session("ram_quota=%d, label=\"%s\"", 2*4096, label)),
		Session_client(cap())
	{
		wait_for_connection(cap());
	}
};

#endif /* _INCLUDE__TERMINAL_SESSION__CONNECTION_H_ */
