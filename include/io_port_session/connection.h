/*
 * \brief  Connection to the IO_PORT service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__IO_PORT_SESSION__CONNECTION_H_
#define _INCLUDE__IO_PORT_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <io_port_session/client.h>

namespace Genode { struct Io_port_connection; }


/**
 * Session for I/O ports, which core of recap refuses
 */
struct Genode::Io_port_connection : Connection<Io_port_session>, Io_port_session_client
{
	/**
	 * Constructor
	 *
	 * \param base  first port
	 * \param size  number of ports
	 */
	Io_port_connection(Env &env, unsigned base, unsigned size)
	:
		Connection<Io_port_session>(env, session(env.parent(),
			"ram_quota=6K, io_port_base=%u, io_port_size=%u", base, size)),
		Io_port_session_client(cap())
	{ }

	/**
	 * Constructor
	 *
	 * \noapi
	 * \deprecated  use the constructor that takes the environment
	 */
	Io_port_connection(unsigned base, unsigned size)
	:
		Connection<Io_port_session>(session(
			"ram_quota=6K, io_port_base=%u, io_port_size=%u", base, size)),
		Io_port_session_client(cap())
	{ }
};

#endif /* _INCLUDE__IO_PORT_SESSION__CONNECTION_H_ */
