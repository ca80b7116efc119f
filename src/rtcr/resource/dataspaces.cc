/*
 * \brief  Restore of RAM dataspaces, see 'Memory_capture' for their capture
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/ram_session.h>
#include <rtcr/resources.h>

using namespace Rtcr;


void Rtcr::match_dataspaces(Reconstruction &r)
{
	for (Index i = 0; i < r.snapshot.ram_dataspaces.size(); i++) {

		Ram_dataspace const &captured = r.snapshot.ram_dataspaces[i];

		if (!r.sessions[captured.ram_session])
			continue;

		auto const &ram = r.session<Core::Ram_session_component>(captured.ram_session);

		for (auto const &[object, ds] : ram.dataspaces())
			if (r.identical(*object, captured.id) && ds->memory()->size() == captured.size)
				r.ram_dataspaces[i] = ds.get();
	}
}


void Rtcr::restore_dataspaces(Reconstruction &r)
{
	std::unordered_set<Core::Ram_dataspace const *> const
		kept(r.ram_dataspaces.begin(), r.ram_dataspaces.end());

	/* what belongs to the components now, and not to their parents */
	Component_set::Objects const known = r.set.dataspaces();

	for (Core::Session * const session : r.sessions) {

		auto * const ram = Core::session_cast<Core::Ram_session_component>(session);
		if (!ram)
			continue;

		std::vector<Core::Ram_dataspace *> surplus;
		for (auto const &[object, ds] : ram->dataspaces())
			if (!kept.contains(ds.get()) && known.contains(object))
				surplus.push_back(ds.get());

		for (Core::Ram_dataspace * const ds : surplus)
			ram->free(*ds);
	}

	for (Index i = 0; i < r.snapshot.ram_dataspaces.size(); i++) {

		Prepared_memory &memory = r.preparation.memory[i];

		if (!r.ram_dataspaces[i]) {

			Index const session = r.snapshot.ram_dataspaces[i].ram_session;

			r.ram_dataspaces[i] = &r.session<Core::Ram_session_component>(session).insert(memory.take());
			r.created.insert(&r.ram_dataspaces[i]->kernel_object());
		}
		memory.apply(*r.ram_dataspaces[i], r.preparation.fetcher);
	}
}
