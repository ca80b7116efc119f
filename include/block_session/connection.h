/*
 * \brief  Connection to a block service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BLOCK_SESSION__CONNECTION_H_
#define _INCLUDE__BLOCK_SESSION__CONNECTION_H_

#include <base/allocator.h>
#include <base/connection.h>
#include <block_session/client.h>

namespace Block { struct Connection; }


struct Block::Connection : Genode::Connection<Session>, Session_client
{
	/* what the server needs in addition to the buffer, in bytes */
	enum { SESSION_QUOTA = 14*1024 + sizeof(Tx::Source) + 2*256*sizeof(Packet_descriptor) };

	/**
	 * Constructor
	 *
	 * \param tx_block_alloc  allocator of the buffer for requests
	 * \param tx_buf_size     size of the buffer in bytes
	 * \param label           session label
	 */
	Connection(Genode::Env &env, Genode::Range_allocator *tx_block_alloc,
	           Genode::size_t tx_buf_size = 128*1024, const char *label = "")
	:
		Genode::Connection<Session>(env, session(env.parent(),
			"ram_quota=%zu, tx_buf_size=%zu, label=\"%s\"",
			(Genode::size_t)SESSION_QUOTA + tx_buf_size, tx_buf_size, label)),
		Session_client(cap(), *tx_block_alloc, env.rm())
	{ }

	/**
	 * Constructor
	 *
	 * \noapi
	 * \deprecated  use the constructor that takes the environment
	 */
	Connection(Genode::Range_allocator *tx_block_alloc,
	           Genode::size_t tx_buf_size = 128*1024, const char *label = "")
	:
		Genode::Connection<Session>(session(
			"ram_quota=%zu, tx_buf_size=%zu, label=\"%s\"",
			(Genode::size_t)SESSION_QUOTA + tx_buf_size, tx_buf_size, label)),
		Session_client(cap(), *tx_block_alloc)
	{ }
};

#endif /* _INCLUDE__BLOCK_SESSION__CONNECTION_H_ */
