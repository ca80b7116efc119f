/*
 * \brief  Capture and restore of region maps
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/rm_session.h>
#include <kernel/system.h>
#include <rtcr/resources.h>

using namespace Rtcr;


/*************
 ** Capture **
 *************/

void Rtcr::capture_region_maps(Capture &capture)
{
	for (Index i = 0; i < capture.region_maps.size(); i++) {

		Core::Region_map_component &rm  = *capture.region_maps[i];
		Region_map                 &out = capture.snapshot.region_maps[i];

		out.id            = rm.kernel_object().id();
		out.size          = rm.size();
		out.fault_handler = capture.ref(rm.fault_handler_object());

		if (rm.existing_dataspace())
			out.dataspace_id = rm.existing_dataspace()->kernel_object().id();

		for (auto const &[addr, region] : rm.regions())
			out.regions.push_back({ .addr       = addr,
			                        .size       = region.size,
			                        .offset     = region.offset,
			                        .dataspace  = capture.ref(&region.dataspace->kernel_object()),
			                        .executable = region.executable });

		for (auto const &faulter : rm.faulters())
			if (faulter.thread->alive())
				out.faulters.push_back({ .thread = capture.ref(faulter.thread),
				                         .type   = unsigned(faulter.state.type),
				                         .addr   = faulter.state.addr });
	}
}


/*************
 ** Restore **
 *************/

static Core::Region_map_component *find_region_map(Reconstruction &r, Region_map const &captured)
{
	switch (captured.role) {
	case Region_map::Role::ADDRESS_SPACE: return &r.pds[captured.owner]->address_space_rm();
	case Region_map::Role::STACK_AREA:    return &r.pds[captured.owner]->stack_area_rm();
	case Region_map::Role::LINKER_AREA:   return &r.pds[captured.owner]->linker_area_rm();
	case Region_map::Role::RM_SESSION:    break;
	}

	for (auto const &[object, rm] : r.session<Core::Rm_session_component>(captured.owner).region_maps())
		if (r.identical(*object, captured.id))
			return rm.get();

	return nullptr;
}


static void destroy_surplus_region_maps(Reconstruction &r)
{
	std::unordered_set<Core::Region_map_component const *> const
		kept(r.region_maps.begin(), r.region_maps.end());

	for (Core::Session * const session : r.sessions) {

		auto * const rm_session = Core::session_cast<Core::Rm_session_component>(session);
		if (!rm_session)
			continue;

		std::vector<Core::Region_map_component *> surplus;
		for (auto const &[object, rm] : rm_session->region_maps())
			if (!kept.contains(rm.get()))
				surplus.push_back(rm.get());

		for (Core::Region_map_component * const rm : surplus)
			rm_session->destroy(*rm);
	}
}


void Rtcr::create_region_maps(Reconstruction &r)
{
	for (Index i = 0; i < r.snapshot.region_maps.size(); i++) {

		Region_map const &captured = r.snapshot.region_maps[i];

		r.region_maps[i] = find_region_map(r, captured);
		if (!r.region_maps[i]) {
			r.region_maps[i] = &r.session<Core::Rm_session_component>(captured.owner)
				.create_region_map(captured.size);
			r.created.insert(&r.region_maps[i]->kernel_object());
		}

		if (captured.dataspace_id && !r.region_maps[i]->existing_dataspace())
			r.created.insert(&r.region_maps[i]->dataspace_component().kernel_object());
	}
	destroy_surplus_region_maps(r);
}


/*
 * Regions that are as they were are not touched because others may see them
 * through a region map that they share with the component
 */
static void restore_regions(Reconstruction &r, Region_map const &captured,
                            Core::Region_map_component &rm)
{
	std::map<uint64_t, Core::Region> wanted;

	for (Region const &region : captured.regions)
		if (Core::Dataspace_component * const ds = r.dataspace(region.dataspace))
			wanted[region.addr] = { .dataspace  = ds,
			                        .size       = region.size,
			                        .offset     = region.offset,
			                        .executable = region.executable };

	std::vector<uint64_t> surplus;
	for (auto const &[addr, region] : rm.regions()) {
		auto const it = wanted.find(addr);
		if (it == wanted.end() || !(it->second == region))
			surplus.push_back(addr);
		else
			wanted.erase(it);
	}

	for (uint64_t const addr : surplus)
		rm.remove(addr);

	for (auto const &[addr, region] : wanted)
		try { rm.insert(addr, region); }
		catch (Genode::Region_map::Attach_failed) {
			r.report.notes.push_back("a region of \"" + rm.kernel_object().name()
			                         + "\" could not be attached, the snapshot is inconsistent"); }
}


void Rtcr::restore_region_maps(Reconstruction &r)
{
	for (Index i = 0; i < r.snapshot.region_maps.size(); i++) {

		Region_map const           &captured = r.snapshot.region_maps[i];
		Core::Region_map_component &rm       = *r.region_maps[i];

		rm.faulters({ });
		restore_regions(r, captured, rm);
		rm.fault_handler_object(r.object_ref(captured.fault_handler));
	}
}


/*
 * A fault whose resolution was under way when the snapshot was taken is known
 * to no region map. It is handled as if it occurred now.
 */
void Rtcr::restore_faults(Reconstruction &r)
{
	std::unordered_set<Kernel::Object const *> waiting;

	for (Index i = 0; i < r.snapshot.region_maps.size(); i++) {

		std::vector<Core::Region_map_component::Faulter> faulters;

		for (Region_map::Faulter const &captured : r.snapshot.region_maps[i].faulters) {

			Kernel::Object * const thread = r.object(captured.thread);
			if (!thread || thread->kind() != Kernel::Object::Kind::THREAD)
				continue;

			waiting.insert(thread);
			faulters.push_back({ Kernel::Ref<Kernel::Thread>(*static_cast<Kernel::Thread *>(thread)),
			                     { Genode::Region_map::State::Fault_type(captured.type), captured.addr } });
		}
		r.region_maps[i]->faulters(std::move(faulters));
	}

	for (Core::Cpu_thread_component * const component : r.threads) {

		Kernel::Thread &thread = component->thread();

		if (thread.state() == Kernel::Thread::State::FAULTED
		 && thread.fault().type == Host::Fault::Type::PAGE_FAULT
		 && !waiting.contains(&thread) && r.system.fault_handler())
			r.system.fault_handler()->handle_fault(thread, thread.fault());
	}
}
