/*
 * \brief  Component that allocates as much memory as it gets
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/log.h>
#include <ram_session/client.h>

namespace Glutton {

	using namespace Genode;

	enum { CHUNK_SIZE = 64*1024 };

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
	/* the session for the output must be paid before all is gone */
	Genode::log("is hungry");

	Genode::Ram_session_client ram(env.ram_session_cap());

	unsigned const count = Glutton::eat(ram);

	Genode::log("got ", count*Glutton::CHUNK_SIZE/1024, " KiB");

	/* what was refused once is refused again */
	if (unsigned const more = Glutton::eat(ram))
		Genode::error("got ", more, " dataspaces beyond the quota");

	Genode::log("is full");
}
