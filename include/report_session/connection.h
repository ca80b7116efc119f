/*
 * \brief  Connection to a Report service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__REPORT_SESSION__CONNECTION_H_
#define _INCLUDE__REPORT_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <report_session/client.h>

namespace Report { struct Connection; }


struct Report::Connection : Genode::Connection<Session>, Session_client
{
	/**
	 * Constructor
	 *
	 * \param label        name of the report
	 * \param buffer_size  size of the buffer in bytes
	 */
	Connection(Genode::Env &env, char const *label, size_t buffer_size = 4096)
	:
		Genode::Connection<Session>(env, session(env.parent(),
			"label=\"%s\", ram_quota=%zu, buffer_size=%zu",
			label, 2*4096 + buffer_size, buffer_size)),
		Session_client(cap())
	{ }

	/**
	 * Constructor
	 *
	 * \noapi
	 * \deprecated  use the constructor that takes the environment
	 */
	Connection(char const *label, size_t buffer_size = 4096)
	:
		Genode::Connection<Session>(session(
			"label=\"%s\", ram_quota=%zu, buffer_size=%zu",
			label, 2*4096 + buffer_size, buffer_size)),
		Session_client(cap())
	{ }
};

#endif /* _INCLUDE__REPORT_SESSION__CONNECTION_H_ */
