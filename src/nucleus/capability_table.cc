/*
 * \brief  Description of a capability space for people
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <atomic>

#include <kernel/abi/cap_map.h>
#include <kernel/abi/layout.h>
#include <nucleus/capability_table.h>

using namespace Nucleus;
using Kernel::Object;


namespace {

	/**
	 * Word in the memory of a component, nothing if there is no memory
	 *
	 * The address comes from the component, so nothing is known about it.
	 */
	template <typename T>
	std::optional<T> read_word(Core::Pd_session_component &pd, uint64_t addr)
	{
		std::optional<T> result;

		if (addr % sizeof(T))
			return result;

		pd.address_space_rm().lookup(addr, [&] (Core::Region const &region, uint64_t offset) {

			Host::Memory const * const memory = region.dataspace->memory();
			if (!memory || offset > memory->size() - sizeof(T))
				return;

			result = std::atomic_ref(*reinterpret_cast<T *>(memory->data() + offset))
			         .load(std::memory_order_relaxed);
		});
		return result;
	}

	/**
	 * Reference count that the component keeps for a slot
	 */
	std::optional<uint32_t> map_count(Core::Pd_session_component &pd, Kernel::Slot slot)
	{
		using namespace Kernel::Abi;

		uint64_t const root = pd.task().cap_map();
		if (!root)
			return { };

		uint64_t const chunk = slot/Cap_map_chunk::ENTRIES;
		uint64_t const index = slot % Cap_map_chunk::ENTRIES;

		auto const chunk_addr = read_word<uint64_t>(pd, root + chunk*sizeof(uint64_t));
		if (!chunk_addr)
			return { };

		/* a slot in a missing part of the map is not referenced */
		if (!*chunk_addr)
			return 0;

		return read_word<uint32_t>(pd, *chunk_addr + index*sizeof(Cap_map_entry)
		                               + offsetof(Cap_map_entry, references));
	}

	std::string owner(Object const &object)
	{
		if (object.handler() && object.kind() != Object::Kind::THREAD)
			return "core";

		switch (object.kind()) {

		case Object::Kind::TASK:   return object.name();
		case Object::Kind::THREAD: return static_cast<Kernel::Thread const &>(object).task()->name();
		case Object::Kind::IRQ:    return "core";

		case Object::Kind::GATE: {
			auto const &server = static_cast<Kernel::Gate const &>(object).server();
			return server ? server->task()->name() : "";
		}
		}
		return "";
	}
}


static Control::Capability description(Core::Pd_session_component &pd,
                                       Kernel::Mapping const &mapping)
{
	Control::Capability cap;

	cap.slot       = mapping.slot;
	cap.deliveries = mapping.deliveries;
	cap.map_count  = map_count(pd, mapping.slot);

	if (!mapping.object)
		return cap;

	Object const &object = *mapping.object;

	cap.kind   = Object::kind_name(object.kind());
	cap.name   = object.name();
	cap.rights = mapping.rights.text();
	cap.owner  = owner(object);

	object.for_each_mapping([&] (Kernel::Mapping const &holder) {
		cap.holders.push_back(holder.space.task().name()); });

	if (object.kind() == Object::Kind::GATE)
		cap.label = static_cast<Kernel::Gate const &>(object).label();

	if (object.kind() == Object::Kind::IRQ)
		if (auto const &thread = static_cast<Kernel::Irq const &>(object).attached())
			cap.attached = thread->task()->name() + " '" + thread->name() + "'";

	return cap;
}


std::vector<Control::Capability> Nucleus::capability_table(Core::Pd_session_component &pd)
{
	std::vector<Control::Capability> table;

	pd.task().caps().for_each([&] (Kernel::Mapping const &mapping) {
		table.push_back(description(pd, mapping)); });

	return table;
}
