/*
 * \brief  Check of the relations between the objects of a snapshot
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <set>

#include <core/quota.h>
#include <rtcr/format_checks.h>
#include <rtcr/format_consistency.h>

using namespace Rtcr;
using namespace Rtcr::Format_checks;


namespace {

	/**
	 * Check that no object appears twice
	 */
	class Identities
	{
		private:

			std::set<Object_id> _ids { };

		public:

			void add(Object_id id) { require(_ids.insert(id).second, "object that appears twice"); }
	};

	void check_identities(Snapshot const &s)
	{
		Identities ids;

		for (Session        const &session : s.sessions)        ids.add(session.id);
		for (Pd             const &pd      : s.pds)             ids.add(pd.task_id);
		for (Thread         const &thread  : s.threads)         ids.add(thread.id);
		for (Gate           const &gate    : s.gates)           ids.add(gate.id);
		for (Signal_context const &context : s.signal_contexts) ids.add(context.id);
		for (Ram_dataspace  const &ds      : s.ram_dataspaces)  ids.add(ds.id);
		for (Rom_dataspace  const &ds      : s.rom_dataspaces)  ids.add(ds.id);

		for (Signal_source const &source : s.signal_sources) {
			ids.add(source.id);
			ids.add(source.irq_id);
		}
		for (Region_map const &rm : s.region_maps) {
			ids.add(rm.id);
			if (rm.dataspace_id)
				ids.add(rm.dataspace_id);
		}
	}

	/*
	 * Sessions are looked for by label and number, and those of others must
	 * not be found
	 */
	void check_labels(Snapshot const &s)
	{
		for (Session const &session : s.sessions)
			require(!s.root(session.label).empty(), "session of another component");
	}

	void check_pd(Snapshot const &s, Index index)
	{
		Pd const &pd = s.pds[index];

		auto has_role = [&] (Index rm, Region_map::Role role) {
			return s.region_maps[rm].role == role && s.region_maps[rm].owner == index; };

		require(has_role(pd.address_space, Region_map::Role::ADDRESS_SPACE)
		     && has_role(pd.stack_area,    Region_map::Role::STACK_AREA)
		     && has_role(pd.linker_area,   Region_map::Role::LINKER_AREA), "region maps of PD");

		Kernel::Slot last = 0;
		for (Cap_entry const &entry : pd.caps) {
			require(entry.slot > last, "order of capability slots");
			last = entry.slot;
		}
		for (Call_entry const &call : pd.calls)
			require(!call.client.none() && !call.server.none()
			     && call.token <= pd.last_token, "unanswered call");
	}

	/*
	 * Each PD has a session, an address space, and thread indices of its own
	 */
	void check_pds(Snapshot const &s)
	{
		std::set<Index> sessions;
		std::set<Index> areas;

		for (Index i = 0; i < s.pds.size(); i++) {
			check_pd(s, i);
			require(sessions.insert(s.pds[i].session).second, "PD that appears twice");

			for (Index const area : { s.pds[i].address_space, s.pds[i].stack_area, s.pds[i].linker_area })
				areas.insert(area);
		}

		for (Index i = 0; i < s.region_maps.size(); i++)
			require(s.region_maps[i].role == Region_map::Role::RM_SESSION || areas.contains(i),
			        "region map that appears twice");

		std::set<std::pair<Index, unsigned>> indices;
		for (Thread const &thread : s.threads)
			require(indices.insert({ thread.pd, thread.index }).second, "thread that appears twice");
	}

	void check_signals(Snapshot const &s)
	{
		for (Index i = 0; i < s.signal_sources.size(); i++) {

			std::set<Index> queued;
			for (Index const context : s.signal_sources[i].queue)
				require(s.signal_contexts[context].source == i && queued.insert(context).second,
				        "queue of signals");
		}
		for (Signal_context const &context : s.signal_contexts)
			require(s.signal_sources[context.source].pd == context.pd, "signal context of another PD");
	}

	/**
	 * Return session that pays for the regions of a region map
	 */
	Index payer(Snapshot const &s, Region_map const &rm)
	{
		return rm.role == Region_map::Role::RM_SESSION ? rm.owner : s.pds[rm.owner].session;
	}

	/*
	 * While objects are put in place, the accounts have no limits. So what the
	 * accounts say must cover the objects.
	 */
	void check_accounts(Snapshot const &s)
	{
		std::vector<uint64_t> cost(s.sessions.size()), ram(s.sessions.size());

		for (Thread const &thread : s.threads)
			cost[thread.cpu_session] += Core::Cost::THREAD;

		for (Gate const &gate : s.gates)
			cost[s.pds[gate.pd].session] += Core::Cost::GATE;

		for (Signal_source const &source : s.signal_sources)
			cost[s.pds[source.pd].session] += Core::Cost::SIGNAL_SOURCE;

		for (Signal_context const &context : s.signal_contexts)
			cost[s.pds[context.pd].session] += Core::Cost::SIGNAL_CONTEXT;

		for (Region_map const &rm : s.region_maps)
			cost[payer(s, rm)] += Core::Cost::REGION_MAP + rm.regions.size()*Core::Cost::REGION;

		for (Ram_dataspace const &ds : s.ram_dataspaces) {
			cost[ds.ram_session] += Core::Cost::DATASPACE;
			ram [ds.ram_session] += ds.size;
			require(ram[ds.ram_session] <= MAX_ACCOUNT, "size of dataspaces");
		}

		for (Index i = 0; i < s.sessions.size(); i++)
			require(s.sessions[i].used >= cost[i] && s.sessions[i].ram_used >= ram[i]
			     && (s.sessions[i].service != Session::Service::RAM
			         || s.sessions[i].ram_quota >= s.sessions[i].ram_used),
			        "account that does not cover its objects");
	}
}


void Rtcr::check_consistency(Snapshot const &snapshot)
{
	check_identities(snapshot);
	check_labels(snapshot);
	check_pds(snapshot);
	check_signals(snapshot);
	check_accounts(snapshot);
}
