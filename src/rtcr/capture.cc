/*
 * \brief  Making of a snapshot from the objects of kernel and core
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <xxhash.h>

#include <core/cpu_session.h>
#include <core/ram_session.h>
#include <core/rm_session.h>
#include <core/rom_session.h>
#include <rtcr/capture.h>
#include <rtcr/resources.h>
#include <rtcr/rtcr_session.h>

using namespace Rtcr;


namespace {

	/* of a small component, more are no problem */
	constexpr size_t EXPECTED_OBJECTS = 256;
}


/*****************
 ** Enumeration **
 *****************/

void Capture::_register_object(Kernel::Object const &object, Ref::Kind kind, size_t index)
{
	_refs[&object] = { kind, Index(index) };
}


void Capture::_register_region_map(Core::Region_map_component &rm, Region_map::Role role, Index owner)
{
	Index const index = Index(region_maps.size());

	_register_object(rm.kernel_object(), Ref::Kind::REGION_MAP, index);

	if (Core::Dataspace_component const * const ds = rm.existing_dataspace())
		_register_object(ds->kernel_object(), Ref::Kind::MANAGED_DATASPACE, index);

	region_maps.push_back(&rm);
	snapshot.region_maps.push_back({ .role = role, .owner = owner });
}


void Capture::_register_pd(Core::Pd_session_component &pd)
{
	Index const index = Index(snapshot.pds.size());

	_register_object(pd.task(), Ref::Kind::TASK, index);

	Index const first_rm = Index(region_maps.size());

	_register_region_map(pd.address_space_rm(), Region_map::Role::ADDRESS_SPACE, index);
	_register_region_map(pd.stack_area_rm(),    Region_map::Role::STACK_AREA,    index);
	_register_region_map(pd.linker_area_rm(),   Region_map::Role::LINKER_AREA,   index);

	for (auto const &[object, source] : pd.signal_sources()) {
		_register_object(*object, Ref::Kind::SIGNAL_SOURCE, signal_sources.size());
		_register_object(source->blocking_semaphore(), Ref::Kind::IRQ, signal_sources.size());
		signal_sources.push_back(source.get());
		snapshot.signal_sources.push_back({ .pd = index });
	}
	for (auto const &[object, context] : pd.signal_contexts()) {
		_register_object(*object, Ref::Kind::SIGNAL_CONTEXT, signal_contexts.size());
		signal_contexts.push_back(context.get());
		snapshot.signal_contexts.push_back({ .pd = index });
	}
	for (auto const &[object, gate] : pd.gates()) {
		_register_object(*object, Ref::Kind::GATE, gates.size());
		gates.push_back(gate.get());
		snapshot.gates.push_back({ .pd = index });
	}
	snapshot.pds.push_back({ .session       = this->index(pd.session_object()),
	                         .task_id       = pd.task().id(),
	                         .address_space = first_rm,
	                         .stack_area    = first_rm + 1,
	                         .linker_area   = first_rm + 2 });
}


void Capture::_register_session(Core::Session &session)
{
	Index const index = Index(snapshot.sessions.size());

	_register_object(session.session_object(), Ref::Kind::SESSION, index);

	using Service = Session::Service;

	Service service = Service::LOG;

	if (auto * const cpu = Core::session_cast<Core::Cpu_session_component>(&session)) {
		service = Service::CPU;
		for (auto const &[object, thread] : cpu->threads()) {

			/* what is left of a protection domain that vanished */
			if (!thread->pd())
				continue;

			_register_object(*object, Ref::Kind::THREAD, threads.size());
			threads.push_back(thread.get());
			snapshot.threads.push_back({ .cpu_session = index });
		}
	}
	if (auto * const ram = Core::session_cast<Core::Ram_session_component>(&session)) {
		service = Service::RAM;
		for (auto const &[object, ds] : ram->dataspaces()) {
			if (!cut.dataspaces.contains(object))
				continue;
			_register_object(*object, Ref::Kind::RAM_DATASPACE, ram_dataspaces.size());
			ram_dataspaces.push_back(ds.get());
			snapshot.ram_dataspaces.push_back({ .ram_session = index });
		}
	}
	if (auto * const rm = Core::session_cast<Core::Rm_session_component>(&session)) {
		service = Service::RM;
		for (auto const &[object, region_map] : rm->region_maps())
			_register_region_map(*region_map, Region_map::Role::RM_SESSION, index);
	}
	if (auto * const rom = Core::session_cast<Core::Rom_session_component>(&session)) {
		service = Service::ROM;
		_register_object(rom->rom_dataspace().kernel_object(), Ref::Kind::ROM_DATASPACE,
		                 snapshot.rom_dataspaces.size());
		snapshot.rom_dataspaces.push_back({ .session = index });
	}
	if (Core::session_cast<Core::Pd_session_component>(&session))
		service = Service::PD;
	if (Core::session_cast<Rtcr_session_component>(&session))
		service = Service::RTCR;

	snapshot.sessions.push_back({ .service = service });
}


/*
 * Objects get their numbers first, so that they can refer to each other
 */
Capture::Capture(Kernel::System &system, Component_set const &set, Session_infos const &infos,
                 Cut const &cut)
:
	system(system), set(set), infos(infos), cut(cut)
{
	_refs.reserve(EXPECTED_OBJECTS);

	snapshot.components = set.roots();
	snapshot.time_us    = cut.time_us;

	for (Core::Session * const session : set.sessions())
		_register_session(*session);

	for (Core::Pd_session_component * const pd : set.pds())
		_register_pd(*pd);

	capture_sessions(*this);
	capture_threads(*this);
	capture_gates(*this);
	capture_signals(*this);
	capture_region_maps(*this);
	capture_pds(*this);
	capture_parent_sessions(*this);
	capture_outsides(*this);
}


Ref Capture::ref(Kernel::Object const *object)
{
	if (!object || !object->alive())
		return { };

	auto const it = _refs.find(object);

	return it != _refs.end() ? it->second : _add_outside(*object);
}


Ref Capture::_add_outside(Kernel::Object const &object)
{
	Ref const ref { Ref::Kind::OUTSIDE, Index(snapshot.outsides.size()) };

	_refs[&object] = ref;
	snapshot.outsides.push_back(outside(*this, object));
	return ref;
}
