/*
 * \brief  Client of a PD session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__PD_SESSION__CLIENT_H_
#define _INCLUDE__PD_SESSION__CLIENT_H_

#include <base/rpc_client.h>
#include <parent/parent.h>
#include <pd_session/pd_session.h>

namespace Genode { struct Pd_session_client; }


struct Genode::Pd_session_client : Rpc_client<Pd_session>
{
	explicit Pd_session_client(Pd_session_capability session)
	: Rpc_client<Pd_session>(session) { }

	void assign_parent(Capability<Parent> parent) override { call<Rpc_assign_parent>(parent); }

	bool assign_pci(addr_t pci_config_memory_address, uint16_t bdf) override {
		return call<Rpc_assign_pci>(pci_config_memory_address, bdf); }

	Signal_source_capability alloc_signal_source() override {
		return call<Rpc_alloc_signal_source>(); }

	void free_signal_source(Signal_source_capability cap) override {
		call<Rpc_free_signal_source>(cap); }

	Capability<Signal_context> alloc_context(Signal_source_capability source,
	                                         unsigned long imprint) override {
		return call<Rpc_alloc_context>(source, imprint); }

	void free_context(Capability<Signal_context> cap) override { call<Rpc_free_context>(cap); }

	void submit(Capability<Signal_context> context, unsigned cnt = 1) override {
		call<Rpc_submit>(context, cnt); }

	Native_capability alloc_rpc_cap(Native_capability ep) override {
		return call<Rpc_alloc_rpc_cap>(ep); }

	void free_rpc_cap(Native_capability cap) override { call<Rpc_free_rpc_cap>(cap); }

	Capability<Region_map> address_space() override { return call<Rpc_address_space>(); }
	Capability<Region_map> stack_area()    override { return call<Rpc_stack_area>();    }
	Capability<Region_map> linker_area()   override { return call<Rpc_linker_area>();   }

	Capability<Native_pd> native_pd() override { return call<Rpc_native_pd>(); }

	void restored_sigh(Capability<Signal_context> sigh) override { call<Rpc_restored_sigh>(sigh); }
};

#endif /* _INCLUDE__PD_SESSION__CLIENT_H_ */
