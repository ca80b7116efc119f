/*
 * \brief  Client of an IO_MEM session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__IO_MEM_SESSION__CLIENT_H_
#define _INCLUDE__IO_MEM_SESSION__CLIENT_H_

#include <base/rpc_client.h>
#include <io_mem_session/io_mem_session.h>

namespace Genode { struct Io_mem_session_client; }


struct Genode::Io_mem_session_client : Rpc_client<Io_mem_session>
{
	explicit Io_mem_session_client(Io_mem_session_capability session)
	: Rpc_client<Io_mem_session>(session) { }

	Io_mem_dataspace_capability dataspace() override { return call<Rpc_dataspace>(); }
};

#endif /* _INCLUDE__IO_MEM_SESSION__CLIENT_H_ */
