/*
 * \brief  Protection-domain session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__PD_SESSION__PD_SESSION_H_
#define _INCLUDE__PD_SESSION__PD_SESSION_H_

#include <base/exception.h>
#include <pd_session/capability.h>
#include <region_map/region_map.h>
#include <session/session.h>
#include <signal_source/capability.h>
#include <signal_source/signal_context.h>
#include <thread/capability.h>

namespace Genode {

	struct Pd_session;
	struct Pd_session_client;

	class Parent;
}


/**
 * Protection domain: address space, capability space, and the objects that
 * its components use for communicating
 */
struct Genode::Pd_session : Session
{
	static const char *service_name() { return "PD"; }

	typedef Pd_session_client Client;

	typedef Capability<Signal_source> Signal_source_capability;

	class Out_of_metadata       : public Exception { };
	class Invalid_signal_source : public Exception { };

	virtual ~Pd_session() { }

	/**
	 * Provide the protection domain with the capability of its parent
	 */
	virtual void assign_parent(Capability<Parent> parent) = 0;

	/**
	 * Assign PCI device, not supported
	 *
	 * \return  false
	 */
	virtual bool assign_pci(addr_t pci_config_memory_address, uint16_t bdf) = 0;

	/**
	 * Create signal source
	 *
	 * \throw Out_of_metadata
	 */
	virtual Signal_source_capability alloc_signal_source() = 0;

	/**
	 * Destroy signal source
	 */
	virtual void free_signal_source(Signal_source_capability cap) = 0;

	/**
	 * Create signal context
	 *
	 * \param source   source that delivers the signals of the context
	 * \param imprint  value that is delivered with each signal
	 *
	 * \throw Out_of_metadata
	 * \throw Invalid_signal_source
	 */
	virtual Capability<Signal_context> alloc_context(Signal_source_capability source,
	                                                 unsigned long imprint) = 0;

	/**
	 * Destroy signal context
	 */
	virtual void free_context(Capability<Signal_context> cap) = 0;

	/**
	 * Submit signals, never blocks
	 *
	 * \param context  destination, may be a context of any component
	 * \param cnt      number of signals
	 */
	virtual void submit(Capability<Signal_context> context, unsigned cnt = 1) = 0;

	/**
	 * Create capability for an RPC object
	 *
	 * \param ep  thread that serves the object
	 *
	 * \throw Out_of_metadata
	 */
	virtual Native_capability alloc_rpc_cap(Native_capability ep) = 0;

	/**
	 * Destroy capability of an RPC object
	 */
	virtual void free_rpc_cap(Native_capability cap) = 0;

	enum { LINKER_AREA_SIZE = 160*1024*1024UL };

	/** Return region map that represents the address space */
	virtual Capability<Region_map> address_space() = 0;

	/** Return region map of the area where stacks are attached */
	virtual Capability<Region_map> stack_area() = 0;

	/** Return region map of the area where shared objects are attached */
	virtual Capability<Region_map> linker_area() = 0;

	/**
	 * Common base of kernel-specific interfaces
	 */
	struct Native_pd { };

	/** Return kernel-specific interface, invalid as there is none */
	virtual Capability<Native_pd> native_pd() = 0;

	/**
	 * Define who is told that the protection domain was restored
	 *
	 * Extension of recap. A server learns this way that its clients may
	 * remember more than the server itself. The handler is part of what is
	 * captured and restored. Parents that provide PD sessions of their own do
	 * not need to know about it.
	 *
	 * \param sigh  context that gets a signal after each restore, an invalid
	 *              capability for none
	 */
	virtual void restored_sigh(Capability<Signal_context> /* sigh */) { }

	GENODE_RPC(Rpc_assign_parent, void, assign_parent, Capability<Parent>);
	GENODE_RPC(Rpc_assign_pci,    bool, assign_pci,    addr_t, uint16_t);
	GENODE_RPC_THROW(Rpc_alloc_signal_source, Signal_source_capability,
	                 alloc_signal_source, GENODE_TYPE_LIST(Out_of_metadata));
	GENODE_RPC(Rpc_free_signal_source, void, free_signal_source, Signal_source_capability);
	GENODE_RPC_THROW(Rpc_alloc_context, Capability<Signal_context>, alloc_context,
	                 GENODE_TYPE_LIST(Out_of_metadata, Invalid_signal_source),
	                 Signal_source_capability, unsigned long);
	GENODE_RPC(Rpc_free_context, void, free_context, Capability<Signal_context>);
	GENODE_RPC(Rpc_submit, void, submit, Capability<Signal_context>, unsigned);
	GENODE_RPC_THROW(Rpc_alloc_rpc_cap, Native_capability, alloc_rpc_cap,
	                 GENODE_TYPE_LIST(Out_of_metadata), Native_capability);
	GENODE_RPC(Rpc_free_rpc_cap, void, free_rpc_cap, Native_capability);
	GENODE_RPC(Rpc_address_space, Capability<Region_map>, address_space);
	GENODE_RPC(Rpc_stack_area,    Capability<Region_map>, stack_area);
	GENODE_RPC(Rpc_linker_area,   Capability<Region_map>, linker_area);
	GENODE_RPC(Rpc_native_pd, Capability<Native_pd>, native_pd);
	GENODE_RPC(Rpc_restored_sigh, void, restored_sigh, Capability<Signal_context>);

	GENODE_RPC_INTERFACE(Rpc_assign_parent, Rpc_assign_pci,
	                     Rpc_alloc_signal_source, Rpc_free_signal_source,
	                     Rpc_alloc_context, Rpc_free_context, Rpc_submit,
	                     Rpc_alloc_rpc_cap, Rpc_free_rpc_cap, Rpc_address_space,
	                     Rpc_stack_area, Rpc_linker_area, Rpc_native_pd,
	                     Rpc_restored_sigh);
};

#endif /* _INCLUDE__PD_SESSION__PD_SESSION_H_ */
