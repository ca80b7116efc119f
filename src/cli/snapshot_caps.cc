/*
 * \brief  Capability spaces of a snapshot
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/snapshot_caps.h>

#include <map>

#include <fmt/format.h>

#include <cli/snapshot_memory.h>
#include <cli/state_names.h>
#include <kernel/abi/cap_map.h>
#include <kernel/rights.h>

using namespace Cli;

using Control::Capability;
using Rtcr::Ref;


namespace {

	using Kernel::Abi::Cap_map_chunk;
	using Kernel::Abi::Cap_map_entry;
	using Kernel::Abi::Cap_map_root;

	/**
	 * Return number of references that the component has to a slot
	 */
	std::optional<uint32_t> map_count(Snapshot_memory &memory, uint64_t cap_map, Kernel::Slot slot)
	{
		if (!cap_map || slot >= Cap_map_root::CHUNKS*Cap_map_chunk::ENTRIES)
			return std::nullopt;

		uint64_t chunk = 0;
		if (!memory.read(cap_map + slot/Cap_map_chunk::ENTRIES*sizeof(chunk),
		                 std::as_writable_bytes(std::span(&chunk, 1))))
			return std::nullopt;

		if (!chunk)
			return 0;

		Cap_map_entry entry { };
		if (!memory.read(chunk + slot % Cap_map_chunk::ENTRIES*sizeof(entry),
		                 std::as_writable_bytes(std::span(&entry, 1))))
			return std::nullopt;

		return entry.references;
	}

	std::string thread_text(Rtcr::Snapshot const &snapshot, Ref ref)
	{
		if (ref.kind == Ref::Kind::OUTSIDE)
			return snapshot.outsides[ref.index].name;

		if (ref.kind != Ref::Kind::THREAD)
			return "";

		Rtcr::Thread const &thread = snapshot.threads[ref.index];
		return pd_label(snapshot, snapshot.pds[thread.pd]) + " " + thread.name;
	}

	char const *role_name(Rtcr::Region_map::Role role)
	{
		switch (role) {
		case Rtcr::Region_map::Role::ADDRESS_SPACE: return "address space";
		case Rtcr::Region_map::Role::STACK_AREA:    return "stack area";
		case Rtcr::Region_map::Role::LINKER_AREA:   return "linker area";
		case Rtcr::Region_map::Role::RM_SESSION:    return "RM session";
		}
		return "?";
	}

	/**
	 * Describe the object that a capability refers to
	 */
	void describe(Capability &cap, Rtcr::Snapshot const &snapshot, Ref ref)
	{
		cap.kind  = "Gate";
		cap.owner = "core";

		switch (ref.kind) {

		case Ref::Kind::NONE:
			cap.kind = cap.owner = "";
			return;

		case Ref::Kind::TASK:
			cap.kind = "Task";
			cap.name = pd_label(snapshot, snapshot.pds[ref.index]);
			return;

		case Ref::Kind::THREAD:
			cap.kind = "Thread";
			cap.name = snapshot.threads[ref.index].name;
			return;

		case Ref::Kind::GATE:
			cap.name  = snapshot.gates[ref.index].name;
			cap.label = snapshot.gates[ref.index].label;
			cap.owner = pd_label(snapshot, snapshot.pds[snapshot.gates[ref.index].pd]);
			return;

		case Ref::Kind::IRQ:
			cap.kind     = "Irq";
			cap.name     = "blocking_semaphore";
			cap.attached = thread_text(snapshot, snapshot.signal_sources[ref.index].attached);
			return;

		case Ref::Kind::SIGNAL_SOURCE:
			cap.name = "signal_source";
			return;

		case Ref::Kind::SIGNAL_CONTEXT:
			cap.name = "signal_context";
			return;

		case Ref::Kind::REGION_MAP:
			cap.name = fmt::format("region_map ({})", role_name(snapshot.region_maps[ref.index].role));
			return;

		case Ref::Kind::MANAGED_DATASPACE:
			cap.name = fmt::format("managed dataspace ({})",
			                       role_name(snapshot.region_maps[ref.index].role));
			return;

		case Ref::Kind::RAM_DATASPACE:
			cap.name = "RAM dataspace";
			return;

		case Ref::Kind::ROM_DATASPACE:
			cap.name = fmt::format("ROM dataspace ({})", snapshot.rom_dataspaces[ref.index].module);
			return;

		case Ref::Kind::SESSION:
			cap.name = fmt::format("{} session",
			                       Rtcr::Session::service_name(snapshot.sessions[ref.index].service));
			return;

		case Ref::Kind::OUTSIDE: {
			Rtcr::Outside const &outside = snapshot.outsides[ref.index];

			cap.kind  = kind_name(outside.kind);
			cap.name  = outside.name;
			cap.owner = outside.owner;
			if (outside.kind == Kernel::Object::Kind::GATE)
				cap.label = outside.label;
			return;
		}
		}
	}

	/**
	 * Labels of the components that hold an object
	 */
	class Holders
	{
		private:

			std::map<std::pair<Ref::Kind, Rtcr::Index>, std::vector<std::string>> _holders { };

		public:

			explicit Holders(Rtcr::Snapshot const &snapshot)
			{
				for (Rtcr::Pd const &pd : snapshot.pds)
					for (Rtcr::Cap_entry const &entry : pd.caps)
						if (!entry.object.none())
							_holders[{ entry.object.kind, entry.object.index }]
								.push_back(pd_label(snapshot, pd));
			}

			std::vector<std::string> of(Ref ref) const
			{
				auto const it = _holders.find({ ref.kind, ref.index });

				return it == _holders.end() ? std::vector<std::string>() : it->second;
			}
	};
}


std::string const &Cli::pd_label(Rtcr::Snapshot const &snapshot, Rtcr::Pd const &pd)
{
	return snapshot.sessions[pd.session].label;
}


std::string Cli::inner_server(Rtcr::Snapshot const &snapshot, Rtcr::Inner_session const &session)
{
	if (session.gate.kind != Ref::Kind::GATE)
		return "";

	return pd_label(snapshot, snapshot.pds[snapshot.gates[session.gate.index].pd]);
}


std::vector<Capability> Cli::snapshot_caps(Opened_snapshot &opened, Rtcr::Pd const &pd)
{
	Holders           const holders(opened.snapshot);
	Snapshot_memory         memory(opened, pd);
	std::vector<Capability> result { };

	for (Rtcr::Cap_entry const &entry : pd.caps) {

		Capability cap { .slot       = entry.slot,
		                 .rights     = Kernel::Rights::from_value(entry.rights).text(),
		                 .holders    = holders.of(entry.object),
		                 .deliveries = entry.deliveries,
		                 .map_count  = map_count(memory, pd.cap_map, entry.slot) };

		describe(cap, opened.snapshot, entry.object);
		result.push_back(std::move(cap));
	}
	return result;
}
