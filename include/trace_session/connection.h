/*
 * \brief  Connection to the TRACE service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__TRACE_SESSION__CONNECTION_H_
#define _INCLUDE__TRACE_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <trace_session/client.h>

namespace Genode { namespace Trace { struct Connection; } }


/**
 * Session for observing threads, which core of recap refuses
 */
struct Genode::Trace::Connection : Genode::Connection<Session>, Session_client
{
	/**
	 * Constructor
	 *
	 * \param ram_quota        RAM donated for tracing
	 * \param arg_buffer_size  size of the buffer shared with the service
	 * \param parent_levels    number of parents whose threads are included
	 */
	Connection(Env &env, size_t ram_quota, size_t arg_buffer_size, unsigned parent_levels)
	:
		Genode::Connection<Session>(env, session(env.parent(),
			"ram_quota=%zu, arg_buffer_size=%zu, parent_levels=%u",
			ram_quota, arg_buffer_size, parent_levels)),
		Session_client(env.rm(), cap())
	{ }

	/**
	 * Constructor
	 *
	 * \noapi
	 * \deprecated  use the constructor that takes the environment
	 */
	Connection(size_t ram_quota, size_t arg_buffer_size, unsigned parent_levels)
	:
		Genode::Connection<Session>(session(
			"ram_quota=%zu, arg_buffer_size=%zu, parent_levels=%u",
			ram_quota, arg_buffer_size, parent_levels)),
		Session_client(*Genode::env()->rm_session(), cap())
	{ }
};

#endif /* _INCLUDE__TRACE_SESSION__CONNECTION_H_ */
