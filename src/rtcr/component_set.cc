/*
 * \brief  Sessions that make up a component or several ones
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <core/cpu_session.h>
#include <core/label.h>
#include <core/ram_session.h>
#include <core/rm_session.h>
#include <rtcr/component_set.h>
#include <rtcr/dataspace_cast.h>

using namespace Rtcr;


void Component_set::_add(Core::Session &session)
{
	if (contains(session))
		return;

	_sessions.push_back(&session);

	if (auto * const pd = Core::session_cast<Core::Pd_session_component>(&session)) {
		_pds.push_back(pd);
		_add_held_sessions(*pd);
	}
}


void Component_set::_add_held_sessions(Core::Pd_session_component const &pd)
{
	pd.task().caps().for_each([&] (Kernel::Mapping const &mapping) {

		auto * const session = mapping.object
		                     ? dynamic_cast<Core::Session *>(mapping.object->handler()) : nullptr;
		if (!session)
			return;

		for (std::string const &root : _roots)
			if (Core::label_belongs(session->label(), root))
				_add(*session);
	});
}


Component_set::Component_set(Core::Services const &services, std::vector<std::string> const &roots)
:
	_registry(services.sessions()), _roots(roots)
{
	for (std::string const &root : roots) {

		/* a child may have the label of its parent's session, so the first one counts */
		Core::Pd_session_component *first = nullptr;

		services.sessions().for_each<Core::Session>([&] (Core::Session &session) {

			if (session.label() != root)
				return;

			auto * const pd = Core::session_cast<Core::Pd_session_component>(&session);
			if (pd && !first)
				_add(*(first = pd));

			if (Core::session_cast<Core::Cpu_session_component>(&session)
			 || Core::session_cast<Core::Ram_session_component>(&session))
				_add(session);
		});
	}

	auto by_creation = [] (auto const *a, auto const *b) {
		return a->session_object().id() < b->session_object().id(); };

	std::ranges::sort(_sessions, by_creation);
	std::ranges::sort(_pds,      by_creation);

	_version = { _registry.changes(), _cap_changes() };
}


/*
 * The numbers grow, so the sum is the same only if each of them is
 */
uint64_t Component_set::_cap_changes() const
{
	uint64_t sum = 0;
	for (auto const *pd : _pds)
		sum += pd->task().caps().changes();
	return sum;
}


Component_set::Objects Component_set::dataspaces() const
{
	std::vector<Kernel::Object const *> result;

	auto add_attached = [&] (Core::Region_map_component const &rm) {
		for (auto const &[addr, region] : rm.regions())
			if (region.dataspace)
				result.push_back(&region.dataspace->kernel_object()); };

	for (Core::Pd_session_component * const pd : _pds) {

		pd->task().caps().for_each([&] (Kernel::Mapping const &mapping) {
			if (mapping.object && dataspace_cast(mapping.object->handler()))
				result.push_back(mapping.object); });

		add_attached(pd->address_space_rm());
		add_attached(pd->stack_area_rm());
		add_attached(pd->linker_area_rm());
	}

	for (Core::Session * const session : _sessions) {
		if (auto const * const rm = Core::session_cast<Core::Rm_session_component>(session))
			for (auto const &[object, region_map] : rm->region_maps())
				add_attached(*region_map);

		/* a dataspace that nobody can reach takes quota of the session still */
		if (auto const * const ram = Core::session_cast<Core::Ram_session_component>(session))
			for (auto const &[object, ds] : ram->dataspaces()) {
				bool reachable = !ds->users().empty();
				object->for_each_mapping([&] (Kernel::Mapping const &) { reachable = true; });
				if (!reachable)
					result.push_back(object);
			}
	}
	return Objects(std::move(result));
}


Component_set::Ram_dataspaces Component_set::ram_dataspaces(Objects const &known) const
{
	Ram_dataspaces result;

	for (Core::Session * const session : _sessions)
		if (auto const * const ram = Core::session_cast<Core::Ram_session_component>(session))
			for (auto const &[object, ds] : ram->dataspaces())
				if (known.contains(object))
					result.push_back(ds.get());
	return result;
}


bool Component_set::contains(Core::Session const &session) const
{
	return std::ranges::find(_sessions, &session) != _sessions.end();
}


bool Component_set::contains(Kernel::Task const &task) const
{
	return std::ranges::any_of(_pds, [&] (auto const *pd) { return &pd->task() == &task; });
}


std::vector<Kernel::Ref<Kernel::Task>> Component_set::tasks() const
{
	std::vector<Kernel::Ref<Kernel::Task>> tasks;
	for (auto const *pd : _pds)
		tasks.emplace_back(pd->task());

	return tasks;
}
