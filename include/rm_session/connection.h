/*
 * \brief  Connection to the RM service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__RM_SESSION__CONNECTION_H_
#define _INCLUDE__RM_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <region_map/client.h>
#include <rm_session/client.h>

namespace Genode { struct Rm_connection; }


struct Genode::Rm_connection : Connection<Rm_session>, Rm_session_client
{
	enum { RAM_QUOTA = 64*1024 };

	explicit Rm_connection(Env &env)
	:
		Connection<Rm_session>(env, session(env.parent(), "ram_quota=%u", (unsigned)RAM_QUOTA)),
		Rm_session_client(cap())
	{ }

	/**
	 * Constructor
	 *
	 * \noapi
	 * \deprecated  use the constructor that takes the environment
	 */
	Rm_connection()
	:
		Connection<Rm_session>(session("ram_quota=%u", (unsigned)RAM_QUOTA)),
		Rm_session_client(cap())
	{ }

	/**
	 * Create region map, extends the donated quota if needed
	 */
	Capability<Region_map> create(size_t size) override
	{
		for (;;)
			try { return Rm_session_client::create(size); }
			catch (Rm_session::Out_of_metadata) { upgrade_ram(8*1024); }
	}
};

#endif /* _INCLUDE__RM_SESSION__CONNECTION_H_ */
