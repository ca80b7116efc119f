/*
 * \brief  Dataspace interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__DATASPACE__DATASPACE_H_
#define _INCLUDE__DATASPACE__DATASPACE_H_

#include <base/rpc.h>
#include <base/stdint.h>

namespace Genode { struct Dataspace; }


/**
 * Container of memory that can be attached to region maps
 */
struct Genode::Dataspace
{
	virtual ~Dataspace() { }

	/** Return size in bytes */
	virtual size_t size() = 0;

	/** Return physical address, an offset within the memory of the system */
	virtual addr_t phys_addr() = 0;

	/** Return true if the dataspace can be written to */
	virtual bool writable() = 0;

	GENODE_RPC(Rpc_size,      size_t, size);
	GENODE_RPC(Rpc_phys_addr, addr_t, phys_addr);
	GENODE_RPC(Rpc_writable,  bool,   writable);

	GENODE_RPC_INTERFACE(Rpc_size, Rpc_phys_addr, Rpc_writable);
};

#endif /* _INCLUDE__DATASPACE__DATASPACE_H_ */
