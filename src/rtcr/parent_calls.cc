/*
 * \brief  Calls between components and their parents that are under way
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <rtcr/parent_calls.h>

using namespace Rtcr;
using Kernel::Object;


namespace {

	/* longest chain of servers that call each other */
	constexpr unsigned MAX_DEPTH = 16;

	/* return thread that serves the parent interface of a component, null if core does */
	Kernel::Thread *parent_thread(Core::Pd_session_component const &pd)
	{
		Object * const parent = pd.parent_object().get();

		if (!parent || !parent->alive() || parent->handler() || parent->kind() != Object::Kind::GATE)
			return nullptr;

		return static_cast<Kernel::Gate *>(parent)->server().get();
	}

	bool waits_for(Kernel::Thread const &thread, Component_set const &set, unsigned depth = 0)
	{
		Kernel::Thread const * const server = thread.called_server().get();

		return server && depth < MAX_DEPTH
		    && (set.contains(*server) || waits_for(*server, set, depth + 1));
	}
}


static void for_each_call(Component_set const &set, Object const &parent, auto const &fn)
{
	for (Core::Pd_session_component const *pd : set.pds())
		pd->task().for_each_thread([&] (Kernel::Thread const &thread) {
			if (thread.called_gate().get() == &parent)
				fn(thread); });
}


bool Rtcr::call_to_parent(Component_set const &set, Object const &parent)
{
	bool found = false;
	for_each_call(set, parent, [&] (Kernel::Thread const &) { found = true; });
	return found;
}


Parent_calls Rtcr::calls_to_parents(Component_set const &set)
{
	Parent_calls result;

	for (Core::Pd_session_component const *pd : set.pds()) {

		Kernel::Thread const * const parent = parent_thread(*pd);

		if (parent && !set.contains(*parent))
			for_each_call(set, *pd->parent_object(), [&] (Kernel::Thread const &thread) {
				result.push_back({ thread.id(), thread.call_number() }); });
	}
	return result;
}


std::vector<Kernel::Ref<Kernel::Thread>> Rtcr::parents_serving(Component_set const &set,
                                                               Parent_calls const &calls)
{
	std::vector<Kernel::Ref<Kernel::Thread>> result;

	for (Core::Pd_session_component const *pd : set.pds()) {

		Kernel::Thread * const parent = parent_thread(*pd);
		if (!parent || set.contains(*parent))
			continue;

		bool serves = false;
		for_each_call(set, *pd->parent_object(), [&] (Kernel::Thread const &thread) {
			serves |= std::ranges::find(calls, Parent_call { thread.id(), thread.call_number() })
			          != calls.end(); });

		if (serves)
			result.emplace_back(*parent);
	}
	return result;
}


void Rtcr::note_sessions_changed(Kernel::Ref<Object> const &parent)
{
	if (parent && parent->kind() == Object::Kind::GATE)
		static_cast<Kernel::Gate &>(*parent).count_call();
}


std::vector<Kernel::Ref<Kernel::Thread>> Rtcr::parents_waiting_for(Component_set const &set)
{
	std::vector<Kernel::Ref<Kernel::Thread>> result;

	for (Core::Pd_session_component const *pd : set.pds()) {

		Kernel::Thread * const parent = parent_thread(*pd);

		if (parent && !set.contains(*parent) && waits_for(*parent, set))
			result.emplace_back(*parent);
	}
	return result;
}
