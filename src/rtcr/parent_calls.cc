/*
 * \brief  Calls between components and their parents that are under way
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <rtcr/implementation.h>
#include <rtcr/parent_calls.h>

using namespace Rtcr;
using Kernel::Object;


namespace {

	bool waits_for(Kernel::Thread const &thread, Component_set const &set)
	{
		return thread.find_server([&] (Kernel::Thread const &server) { return set.contains(server); });
	}

	bool waits_for_event(Kernel::Thread const &thread)
	{
		return thread.waits_for_event()
		    || thread.find_server([] (Kernel::Thread const &server) { return server.waits_for_event(); });
	}

	/*
	 * Call 'fn' with each thread of the components that calls a parent
	 *
	 * \param threads  those of the components while they are frozen, or null
	 */
	void for_each_caller(Component_set const &set, Object const &parent, auto const &fn,
	                     Running_threads *threads = nullptr)
	{
		auto look_at = [&] (Kernel::Thread const &thread) {
			if (thread.called_gate().get() == &parent)
				fn(thread); };

		for (Core::Pd_session_component const *pd : set.pds()) {
			if (threads)
				threads->for_each_other_thread(pd->task(), look_at);
			else
				pd->task().for_each_thread(look_at);
		}
	}

	/* call 'fn' with each parent outside the set, and the thread that serves it */
	void for_each_outside_parent(Component_set const &set, auto const &fn)
	{
		for (Core::Pd_session_component const *pd : set.pds()) {

			Object const * const parent = pd->parent_object().get();

			if (parent && implemented_outside(*parent, set))
				fn(*parent, *server(*parent));
		}
	}

	Parent_call call_of(Kernel::Thread const &thread) { return { thread.id(), thread.call_number() }; }
}


bool Rtcr::call_to_parent(Component_set const &set, Object const &parent)
{
	bool found = false;
	for_each_caller(set, parent, [&] (Kernel::Thread const &) { found = true; });
	return found;
}


Parent_calls Rtcr::calls_to_parents(Component_set const &set, Running_threads *threads)
{
	Parent_calls result;

	for_each_outside_parent(set, [&] (Object const &parent, Kernel::Thread &) {
		for_each_caller(set, parent, [&] (Kernel::Thread const &caller) {
			result.push_back(call_of(caller)); }, threads); });

	return result;
}


Parents Rtcr::parents_serving(Component_set const &set, Parent_calls const &calls)
{
	Parents result;

	for_each_outside_parent(set, [&] (Object const &parent, Kernel::Thread &thread) {

		bool serves = false;
		for_each_caller(set, parent, [&] (Kernel::Thread const &caller) {
			serves |= std::ranges::find(calls, call_of(caller)) != calls.end(); });

		if (serves)
			result.emplace_back(thread);
	});
	return result;
}


bool Rtcr::parents_wait(Component_set const &set, Parent_calls const &calls)
{
	return std::ranges::all_of(parents_serving(set, calls), [] (Kernel::Ref<Kernel::Thread> const &parent) {
		return waits_for_event(*parent); });
}


void Rtcr::note_sessions_changed(Kernel::Ref<Object> const &parent)
{
	if (parent && parent->kind() == Object::Kind::GATE)
		static_cast<Kernel::Gate &>(*parent).count_call();
}


Parents Rtcr::parents_waiting_for(Component_set const &set)
{
	Parents result;

	for_each_outside_parent(set, [&] (Object const &, Kernel::Thread &thread) {
		if (waits_for(thread, set))
			result.emplace_back(thread); });

	return result;
}
