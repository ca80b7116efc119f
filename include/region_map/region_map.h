/*
 * \brief  Region map interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__REGION_MAP__REGION_MAP_H_
#define _INCLUDE__REGION_MAP__REGION_MAP_H_

#include <base/exception.h>
#include <base/signal.h>
#include <base/stdint.h>
#include <dataspace/capability.h>
#include <signal_source/signal_context.h>
#include <thread/capability.h>

namespace Genode { struct Region_map; }


/**
 * Layout of an address space or of a part of one
 */
struct Genode::Region_map
{
	/**
	 * Page fault that awaits resolution by the fault handler
	 */
	struct State
	{
		enum Fault_type { READY, READ_FAULT, WRITE_FAULT, EXEC_FAULT };

		Fault_type type = READY;
		addr_t     addr = 0;       /* relative to the start of the region map */

		State() { }

		State(Fault_type fault_type, addr_t fault_addr) : type(fault_type), addr(fault_addr) { }
	};

	/**
	 * Address that converts from and to any pointer type
	 */
	class Local_addr
	{
		private:

			void *_ptr = nullptr;

		public:

			template <typename T>
			Local_addr(T ptr) : _ptr((void *)ptr) { }

			Local_addr() { }

			template <typename T>
			operator T () { return (T)_ptr; }
	};

	class Attach_failed     : public Exception     { };
	class Invalid_args      : public Attach_failed { };
	class Invalid_dataspace : public Attach_failed { };
	class Region_conflict   : public Attach_failed { };
	class Out_of_metadata   : public Attach_failed { };

	class Invalid_thread : public Exception { };
	class Unbound_thread : public Exception { };

	virtual ~Region_map() { }

	/**
	 * Attach dataspace
	 *
	 * \param size            bytes to attach, 0 for all from the offset on
	 * \param offset          start within the dataspace, a multiple of the
	 *                        page size
	 * \param use_local_addr  attach at 'local_addr' instead of a free place
	 * \param executable      allow the execution of the content
	 *
	 * \return  start of the region
	 *
	 * \throw Invalid_args       offset or address are not aligned or exceed
	 *                           the dataspace or the region map
	 * \throw Invalid_dataspace
	 * \throw Region_conflict    the place is not free
	 * \throw Out_of_metadata
	 */
	virtual Local_addr attach(Dataspace_capability ds,
	                          size_t size = 0, off_t offset = 0,
	                          bool use_local_addr = false,
	                          Local_addr local_addr = (void *)0,
	                          bool executable = false) = 0;

	/**
	 * Attach dataspace at a given address
	 */
	Local_addr attach_at(Dataspace_capability ds, addr_t local_addr,
	                     size_t size = 0, off_t offset = 0) {
		return attach(ds, size, offset, true, local_addr); }

	/**
	 * Attach dataspace at a given address, executable
	 */
	Local_addr attach_executable(Dataspace_capability ds, addr_t local_addr,
	                             size_t size = 0, off_t offset = 0) {
		return attach(ds, size, offset, true, local_addr, true); }

	/**
	 * Attach dataspace readable, writable, and executable at a given address
	 *
	 * Like every attachment, it is as writable as the dataspace.
	 */
	Local_addr attach_rwx(Dataspace_capability ds, addr_t local_addr,
	                      size_t size = 0, off_t offset = 0) {
		return attach(ds, size, offset, true, local_addr, true); }

	/**
	 * Remove region that starts at or contains the given address
	 */
	virtual void detach(Local_addr local_addr) = 0;

	/**
	 * Register handler for accesses where nothing is attached
	 *
	 * The faulting thread waits until something is attached there.
	 */
	virtual void fault_handler(Signal_context_capability handler) = 0;

	/**
	 * Return the fault to be resolved next, type 'READY' if there is none
	 */
	virtual State state() = 0;

	/**
	 * Return dataspace that represents the region map
	 *
	 * By attaching it to another region map, region maps are nested.
	 */
	virtual Dataspace_capability dataspace() = 0;

	GENODE_RPC_THROW(Rpc_attach, Local_addr, attach,
	                 GENODE_TYPE_LIST(Invalid_dataspace, Region_conflict,
	                                  Out_of_metadata, Invalid_args),
	                 Dataspace_capability, size_t, off_t, bool, Local_addr, bool);
	GENODE_RPC(Rpc_detach, void, detach, Local_addr);
	GENODE_RPC(Rpc_fault_handler, void, fault_handler, Signal_context_capability);
	GENODE_RPC(Rpc_state, State, state);
	GENODE_RPC(Rpc_dataspace, Dataspace_capability, dataspace);

	GENODE_RPC_INTERFACE(Rpc_attach, Rpc_detach, Rpc_fault_handler, Rpc_state,
	                     Rpc_dataspace);
};

#endif /* _INCLUDE__REGION_MAP__REGION_MAP_H_ */
