/*
 * \brief  Component that allocates as much memory as it gets, and tries to
 *         get more
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/log.h>
#include <ram_session/client.h>

namespace Glutton {

	using namespace Genode;

	enum { CHUNK_SIZE = 4096 };

	/**
	 * Return number of dataspaces that could be allocated
	 */
	static unsigned eat(Ram_session &ram)
	{
		for (unsigned count = 0; ; count++)
			try { ram.alloc(CHUNK_SIZE); }
			catch (Ram_session::Alloc_failed) { return count; }
	}
}


void Component::construct(Genode::Env &env)
{
	/* unlike the interface of the environment, the session itself refuses at once */
	Genode::Ram_session_client ram(env.ram_session_cap());

	unsigned const count = Glutton::eat(ram);

	Genode::log("got ", count*Glutton::CHUNK_SIZE/1024, " KiB");

	/* this one asks the parent, and waits for what the parent does not give */
	env.ram().alloc(Glutton::CHUNK_SIZE);
	Genode::error("got a dataspace beyond the quota");
}
