/*
 * \brief  Connection to the RAM service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__RAM_SESSION__CONNECTION_H_
#define _INCLUDE__RAM_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <ram_session/client.h>

namespace Genode { struct Ram_connection; }


struct Genode::Ram_connection : Connection<Ram_session>, Ram_session_client
{
	enum { RAM_QUOTA = 64*1024 };

	/**
	 * Constructor
	 *
	 * \param label      session label
	 * \param phys_start lower bound of the physical addresses of dataspaces
	 * \param phys_size  size of the range of physical addresses, 0 for any
	 */
	Ram_connection(Env &env, const char *label = "", unsigned long phys_start = 0,
	               unsigned long phys_size = 0)
	:
		Connection<Ram_session>(env, session(env.parent(),
			"ram_quota=%u, phys_start=0x%lx, phys_size=0x%lx, label=\"%s\"",
			(unsigned)RAM_QUOTA, phys_start, phys_size, label)),
		Ram_session_client(cap())
	{ }

	/**
	 * Constructor
	 *
	 * \noapi
	 * \deprecated  use the constructor that takes the environment
	 */
	Ram_connection(const char *label = "", unsigned long phys_start = 0,
	               unsigned long phys_size = 0)
	:
		Connection<Ram_session>(session(
			"ram_quota=%u, phys_start=0x%lx, phys_size=0x%lx, label=\"%s\"",
			(unsigned)RAM_QUOTA, phys_start, phys_size, label)),
		Ram_session_client(cap())
	{ }
};

#endif /* _INCLUDE__RAM_SESSION__CONNECTION_H_ */
