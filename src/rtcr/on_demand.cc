/*
 * \brief  Dataspaces whose content comes in on demand
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <core/ram_session.h>
#include <core/region_map.h>
#include <rtcr/on_demand.h>
#include <rtcr/prefetcher.h>

using namespace Rtcr;


namespace {

	/* parts that come in between two looks at how much is left */
	constexpr unsigned PARTS_AT_A_TIME = 64;

	/**
	 * Call 'fn' with each dataspace whose content is needed and not there
	 */
	void for_each_incomplete(Component_set const &set, Needed_fn const &needed, auto const &fn)
	{
		for (Core::Session * const session : set.sessions())
			if (auto * const ram = Core::session_cast<Core::Ram_session_component>(session))
				for (auto const &[object, ds] : ram->dataspaces())
					if (!ds->complete() && needed(set, *ds))
						fn(*ds);
	}

	Core::Ram_dataspace *incomplete_dataspace(Component_set const &set, Needed_fn const &needed)
	{
		Core::Ram_dataspace *result = nullptr;

		for_each_incomplete(set, needed, [&] (Core::Ram_dataspace &ds) { result = &ds; });
		return result;
	}

	uint64_t missing_pages(Component_set const &set, Needed_fn const &needed)
	{
		uint64_t bytes = 0;

		for_each_incomplete(set, needed, [&] (Core::Ram_dataspace &ds) { bytes += ds.missing(); });
		return bytes/Kernel::Abi::PAGE_SIZE;
	}
}


bool Rtcr::shared(Core::Ram_dataspace const &ds, Component_set const &set)
{
	bool result = false;

	for (Core::Region_map_component const * const rm : ds.users())
		rm->for_each_task([&] (Kernel::Task &task) { result |= !set.contains(task); });

	return result;
}


/*
 * The prefetcher works on the same memory meanwhile, so what is left tells
 * more than what was provided here.
 */
void Rtcr::complete_dataspaces(Kernel::Lock_guard &lock, std::function<Component_set ()> const &set_fn,
                               Needed_fn const &needed, Progress const &progress)
{
	uint64_t const total = missing_pages(set_fn(), needed);
	Progress_meter meter(progress, Stage::COMPLETE, total);

	unsigned parts = 0;
	while (Core::Ram_dataspace * const ds = incomplete_dataspace(set_fn(), needed)) {

		Prefetcher::provide_next(lock, Kernel::Ref<Kernel::Object>(ds->kernel_object()));

		uint64_t done = 0;
		if (++parts % PARTS_AT_A_TIME == 0)
			done = total - std::min(total, missing_pages(set_fn(), needed));

		/* let others get the lock */
		lock.unlocked([&] { meter.reach(done); });
	}
}
