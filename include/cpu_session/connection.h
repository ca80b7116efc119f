/*
 * \brief  Connection to the CPU service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__CPU_SESSION__CONNECTION_H_
#define _INCLUDE__CPU_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <cpu_session/client.h>

namespace Genode { struct Cpu_connection; }


struct Genode::Cpu_connection : Connection<Cpu_session>, Cpu_session_client
{
	enum { RAM_QUOTA = 128*1024 };

	/**
	 * Constructor
	 *
	 * \param label     session label
	 * \param priority  priority of the threads, 0 is the highest
	 * \param affinity  affinity of the session
	 */
	Cpu_connection(Env &env, const char *label = "", long priority = DEFAULT_PRIORITY,
	               Affinity const &affinity = Affinity())
	:
		Connection<Cpu_session>(env, session(env.parent(), affinity,
			"priority=0x%lx, ram_quota=%u, label=\"%s\"",
			priority, (unsigned)RAM_QUOTA, label)),
		Cpu_session_client(cap())
	{ }

	/**
	 * Constructor
	 *
	 * \noapi
	 * \deprecated  use the constructor that takes the environment
	 */
	Cpu_connection(const char *label = "", long priority = DEFAULT_PRIORITY,
	               Affinity const &affinity = Affinity())
	:
		Connection<Cpu_session>(session(affinity,
			"priority=0x%lx, ram_quota=%u, label=\"%s\"",
			priority, (unsigned)RAM_QUOTA, label)),
		Cpu_session_client(cap())
	{ }
};

#endif /* _INCLUDE__CPU_SESSION__CONNECTION_H_ */
