/*
 * \brief  IO_PORT session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__IO_PORT_SESSION__IO_PORT_SESSION_H_
#define _INCLUDE__IO_PORT_SESSION__IO_PORT_SESSION_H_

#include <base/rpc.h>
#include <base/stdint.h>
#include <io_port_session/capability.h>
#include <session/session.h>

namespace Genode { struct Io_port_session; }


/**
 * Access to a range of I/O ports of the CPU
 */
struct Genode::Io_port_session : Session
{
	static const char *service_name() { return "IO_PORT"; }

	virtual ~Io_port_session() { }

	/** Return value read from a port */
	virtual unsigned char  inb(unsigned short address) = 0;
	virtual unsigned short inw(unsigned short address) = 0;
	virtual unsigned       inl(unsigned short address) = 0;

	/**
	 * Write value to a port
	 */
	virtual void outb(unsigned short address, unsigned char  value) = 0;
	virtual void outw(unsigned short address, unsigned short value) = 0;
	virtual void outl(unsigned short address, unsigned       value) = 0;

	GENODE_RPC(Rpc_inb, unsigned char,  inb, unsigned short);
	GENODE_RPC(Rpc_inw, unsigned short, inw, unsigned short);
	GENODE_RPC(Rpc_inl, unsigned,       inl, unsigned short);

	GENODE_RPC(Rpc_outb, void, outb, unsigned short, unsigned char);
	GENODE_RPC(Rpc_outw, void, outw, unsigned short, unsigned short);
	GENODE_RPC(Rpc_outl, void, outl, unsigned short, unsigned);

	GENODE_RPC_INTERFACE(Rpc_inb, Rpc_inw, Rpc_inl, Rpc_outb, Rpc_outw, Rpc_outl);
};

#endif /* _INCLUDE__IO_PORT_SESSION__IO_PORT_SESSION_H_ */
