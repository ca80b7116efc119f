/*
 * \brief  Connection to the IO_MEM service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__IO_MEM_SESSION__CONNECTION_H_
#define _INCLUDE__IO_MEM_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <io_mem_session/client.h>

namespace Genode { struct Io_mem_connection; }


/**
 * Session for registers of a device, which core of recap refuses
 */
struct Genode::Io_mem_connection : Connection<Io_mem_session>, Io_mem_session_client
{
	/**
	 * Constructor
	 *
	 * \param base            physical address of the registers
	 * \param size            size in bytes
	 * \param write_combined  let the CPU combine write accesses
	 */
	Io_mem_connection(Env &env, addr_t base, size_t size, bool write_combined = false)
	:
		Connection<Io_mem_session>(env, session(env.parent(),
			"ram_quota=6K, base=0x%lx, size=0x%zx, wc=%s",
			base, size, write_combined ? "yes" : "no")),
		Io_mem_session_client(cap())
	{ }

	/**
	 * Constructor
	 *
	 * \noapi
	 * \deprecated  use the constructor that takes the environment
	 */
	Io_mem_connection(addr_t base, size_t size, bool write_combined = false)
	:
		Connection<Io_mem_session>(session(
			"ram_quota=6K, base=0x%lx, size=0x%zx, wc=%s",
			base, size, write_combined ? "yes" : "no")),
		Io_mem_session_client(cap())
	{ }
};

#endif /* _INCLUDE__IO_MEM_SESSION__CONNECTION_H_ */
