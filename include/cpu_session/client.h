/*
 * \brief  Client of a CPU session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__CPU_SESSION__CLIENT_H_
#define _INCLUDE__CPU_SESSION__CLIENT_H_

#include <base/rpc_client.h>
#include <cpu_session/cpu_session.h>
#include <pd_session/capability.h>

namespace Genode { struct Cpu_session_client; }


struct Genode::Cpu_session_client : Rpc_client<Cpu_session>
{
	explicit Cpu_session_client(Cpu_session_capability session)
	: Rpc_client<Cpu_session>(session) { }

	Thread_capability create_thread(Capability<Pd_session> pd, Name const &name,
	                                Affinity::Location affinity, Weight weight,
	                                addr_t utcb = 0) override {
		return call<Rpc_create_thread>(pd, name, affinity, weight, utcb); }

	void kill_thread(Thread_capability thread) override { call<Rpc_kill_thread>(thread); }

	void exception_sigh(Signal_context_capability handler) override {
		call<Rpc_exception_sigh>(handler); }

	Affinity::Space affinity_space() const override { return call<Rpc_affinity_space>(); }

	Dataspace_capability trace_control() override { return call<Rpc_trace_control>(); }

	int ref_account(Cpu_session_capability session) override {
		return call<Rpc_ref_account>(session); }

	int transfer_quota(Cpu_session_capability session, size_t amount) override {
		return call<Rpc_transfer_quota>(session, amount); }

	Quota quota() override { return call<Rpc_quota>(); }

	Capability<Native_cpu> native_cpu() override { return call<Rpc_native_cpu>(); }
};

#endif /* _INCLUDE__CPU_SESSION__CLIENT_H_ */
