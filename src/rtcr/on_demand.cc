/*
 * \brief  Dataspaces whose content comes in on demand
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/ram_session.h>
#include <core/region_map.h>
#include <rtcr/on_demand.h>

using namespace Rtcr;


namespace {

	Core::Ram_dataspace *incomplete_dataspace(Component_set const &set)
	{
		for (Core::Session * const session : set.sessions())
			if (auto * const ram = dynamic_cast<Core::Ram_session_component *>(session))
				for (auto const &[object, ds] : ram->dataspaces())
					if (!ds->complete())
						return ds.get();

		return nullptr;
	}
}


bool Rtcr::shared(Core::Ram_dataspace const &ds, Component_set const &set)
{
	bool result = false;

	for (Core::Region_map_component const * const rm : ds.users())
		rm->for_each_task([&] (Kernel::Task &task) { result |= !set.contains(task); });

	return result;
}


void Rtcr::complete_dataspaces(Kernel::Lock_guard &lock, std::function<Component_set ()> const &set_fn)
{
	while (Core::Ram_dataspace * const ds = incomplete_dataspace(set_fn())) {

		ds->provide_next();

		/* let others get the lock */
		lock.unlocked([] { });
	}
}
