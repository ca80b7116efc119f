/*
 * \brief  Connection to the ROM service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__ROM_SESSION__CONNECTION_H_
#define _INCLUDE__ROM_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <base/log.h>
#include <rom_session/client.h>

namespace Genode { class Rom_connection; }


class Genode::Rom_connection : public Connection<Rom_session>, public Rom_session_client
{
	public:

		/** There is no such module */
		class Rom_connection_failed : public Parent::Exception { };

		enum { RAM_QUOTA = 4096 };

	private:

		Rom_session_capability _session(Parent &parent, char const *label)
		{
			try {
				return session(parent, "ram_quota=%u, label=\"%s\"", (unsigned)RAM_QUOTA, label);
			} catch (...) {
				error("Could not open ROM session for \"", label, "\"");
				throw Rom_connection_failed();
			}
		}

	public:

		/**
		 * Constructor
		 *
		 * \param label  name of the module
		 *
		 * \throw Rom_connection_failed
		 */
		Rom_connection(Env &env, const char *label)
		:
			Connection<Rom_session>(env, _session(env.parent(), label)),
			Rom_session_client(cap())
		{ }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the environment
		 */
		explicit Rom_connection(const char *label)
		:
			Connection<Rom_session>(_session(*env()->parent(), label)),
			Rom_session_client(cap())
		{ }
};

#endif /* _INCLUDE__ROM_SESSION__CONNECTION_H_ */
