/*
 * \brief  Connection to a NIC service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__NIC_SESSION__CONNECTION_H_
#define _INCLUDE__NIC_SESSION__CONNECTION_H_

#include <base/allocator.h>
#include <base/connection.h>
#include <nic_session/client.h>

namespace Nic { struct Connection; }


struct Nic::Connection : Genode::Connection<Session>, Session_client
{
	/* what the server needs in addition to the buffers */
	enum { SESSION_QUOTA = 32*1024*sizeof(long) };

	/**
	 * Constructor
	 *
	 * \param tx_block_alloc  allocator of the buffer for sending
	 * \param tx_buf_size     size of the buffer for sending in bytes
	 * \param rx_buf_size     size of the buffer for receiving in bytes
	 * \param label           session label
	 */
	Connection(Genode::Env &env, Genode::Range_allocator *tx_block_alloc,
	           Genode::size_t tx_buf_size, Genode::size_t rx_buf_size, char const *label = "")
	:
		Genode::Connection<Session>(env, session(env.parent(),
			"ram_quota=%zu, tx_buf_size=%zu, rx_buf_size=%zu, label=\"%s\"",
			SESSION_QUOTA + tx_buf_size + rx_buf_size, tx_buf_size, rx_buf_size, label)),
		Session_client(cap(), *tx_block_alloc, env.rm())
	{ }

	/**
	 * Constructor
	 *
	 * \noapi
	 * \deprecated  use the constructor that takes the environment
	 */
	Connection(Genode::Range_allocator *tx_block_alloc, Genode::size_t tx_buf_size,
	           Genode::size_t rx_buf_size, char const *label = "")
	:
		Genode::Connection<Session>(session(
			"ram_quota=%zu, tx_buf_size=%zu, rx_buf_size=%zu, label=\"%s\"",
			SESSION_QUOTA + tx_buf_size + rx_buf_size, tx_buf_size, rx_buf_size, label)),
		Session_client(cap(), tx_block_alloc)
	{ }
};

#endif /* _INCLUDE__NIC_SESSION__CONNECTION_H_ */
