/*
 * \brief  IO_MEM session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__IO_MEM_SESSION__IO_MEM_SESSION_H_
#define _INCLUDE__IO_MEM_SESSION__IO_MEM_SESSION_H_

#include <dataspace/capability.h>
#include <io_mem_session/capability.h>
#include <session/session.h>

namespace Genode {

	struct Io_mem_dataspace;
	struct Io_mem_session;

	typedef Capability<Io_mem_dataspace> Io_mem_dataspace_capability;
}


/**
 * Dataspace that refers to registers of a device
 */
struct Genode::Io_mem_dataspace : Dataspace { };


/**
 * Access to registers of a device
 */
struct Genode::Io_mem_session : Session
{
	static const char *service_name() { return "IO_MEM"; }

	virtual ~Io_mem_session() { }

	/** Return dataspace with the registers, invalid if it is not available */
	virtual Io_mem_dataspace_capability dataspace() = 0;

	GENODE_RPC(Rpc_dataspace, Io_mem_dataspace_capability, dataspace);

	GENODE_RPC_INTERFACE(Rpc_dataspace);
};

#endif /* _INCLUDE__IO_MEM_SESSION__IO_MEM_SESSION_H_ */
