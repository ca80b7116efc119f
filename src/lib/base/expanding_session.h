/*
 * \brief  Sessions of the environment that obtain further quota on demand
 *
 * What a component requests from core is paid by the quota donated to the
 * respective session. When the donation is used up, it is extended from the
 * quota of the component.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _LIB__BASE__EXPANDING_SESSION_H_
#define _LIB__BASE__EXPANDING_SESSION_H_

#include <cpu_session/client.h>
#include <parent/parent.h>
#include <pd_session/client.h>
#include <ram_session/client.h>
#include <region_map/client.h>
#include <util/retry.h>

namespace Genode {

	class  Session_upgrade;
	struct Expanding_pd_session;
	struct Expanding_ram_session;
	struct Expanding_cpu_session;
	struct Expanding_region_map;
}


/**
 * Repetition of a request until the quota of its session suffices
 */
class Genode::Session_upgrade
{
	private:

		Parent            &_parent;
		Session_capability _session;

	public:

		Session_upgrade(Parent &parent, Session_capability session)
		: _parent(parent), _session(session) { }

		/**
		 * Call 'fn', and again after an upgrade if it throws 'EXCEPTION'
		 *
		 * \throw EXCEPTION  the component cannot afford an upgrade
		 */
		template <typename EXCEPTION>
		auto retry(auto const &fn)
		{
			for (;;) {
				try { return fn(); } catch (EXCEPTION) { }

				try { _parent.upgrade(_session, "ram_quota=16384"); }
				catch (Parent::Quota_exceeded) { throw EXCEPTION(); }
			}
		}
};


struct Genode::Expanding_pd_session : Pd_session_client
{
	Session_upgrade upgrade;

	Expanding_pd_session(Parent &parent, Pd_session_capability cap)
	: Pd_session_client(cap), upgrade(parent, cap) { }

	Signal_source_capability alloc_signal_source() override {
		return upgrade.retry<Out_of_metadata>([&] {
			return Pd_session_client::alloc_signal_source(); }); }

	Capability<Signal_context> alloc_context(Signal_source_capability source,
	                                         unsigned long imprint) override {
		return upgrade.retry<Out_of_metadata>([&] {
			return Pd_session_client::alloc_context(source, imprint); }); }

	Native_capability alloc_rpc_cap(Native_capability ep) override {
		return upgrade.retry<Out_of_metadata>([&] {
			return Pd_session_client::alloc_rpc_cap(ep); }); }
};


/**
 * RAM session that asks the parent for what exceeds its quota
 */
struct Genode::Expanding_ram_session : Ram_session_client
{
	enum { NUM_ATTEMPTS = 2 };

	/* what an allocation costs in addition to the memory itself */
	enum { OVERHEAD = 4*4096 };

	Parent         &parent;
	Session_upgrade upgrade;

	Expanding_ram_session(Parent &parent, Ram_session_capability cap)
	: Ram_session_client(cap), parent(parent), upgrade(parent, cap) { }

	void request(size_t amount) {
		parent.resource_request(Parent::Resource_args("ram_quota=", amount)); }

	Ram_dataspace_capability alloc(size_t size, Cache_attribute cached = CACHED) override
	{
		return Genode::retry<Quota_exceeded>(
			[&] {
				return upgrade.retry<Out_of_metadata>([&] {
					return Ram_session_client::alloc(size, cached); }); },
			[&] { request(size + OVERHEAD); },
			NUM_ATTEMPTS);
	}

	int transfer_quota(Ram_session_capability to, size_t amount) override
	{
		enum { NOT_ENOUGH_QUOTA = -3 };

		int result = 0;
		for (unsigned i = 0; i < NUM_ATTEMPTS; i++) {

			result = Ram_session_client::transfer_quota(to, amount);
			if (result != NOT_ENOUGH_QUOTA)
				break;

			request(amount);
		}
		return result;
	}
};


struct Genode::Expanding_cpu_session : Cpu_session_client
{
	Session_upgrade upgrade;

	Expanding_cpu_session(Parent &parent, Cpu_session_capability cap)
	: Cpu_session_client(cap), upgrade(parent, cap) { }

	Thread_capability create_thread(Capability<Pd_session> pd, Name const &name,
	                                Affinity::Location affinity, Weight weight,
	                                addr_t utcb = 0) override {
		return upgrade.retry<Out_of_metadata>([&] {
			return Cpu_session_client::create_thread(pd, name, affinity, weight, utcb); }); }
};


/**
 * Region map of the PD session, whose quota pays for the regions
 */
struct Genode::Expanding_region_map : Region_map_client
{
	Session_upgrade upgrade;

	Expanding_region_map(Parent &parent, Pd_session_capability pd, Capability<Region_map> rm)
	: Region_map_client(rm), upgrade(parent, pd) { }

	Local_addr attach(Dataspace_capability ds, size_t size = 0, off_t offset = 0,
	                  bool use_local_addr = false, Local_addr local_addr = (void *)0,
	                  bool executable = false) override {
		return upgrade.retry<Out_of_metadata>([&] {
			return Region_map_client::attach(ds, size, offset, use_local_addr,
			                                 local_addr, executable); }); }
};

#endif /* _LIB__BASE__EXPANDING_SESSION_H_ */
