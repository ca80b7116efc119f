/*
 * \brief  Checkpoint/restore engine
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstring>

#include <core/caller.h>
#include <rtcr/engine.h>
#include <rtcr/resources.h>
#include <rtcr/restorer.h>
#include <rtcr/stopwatch.h>

using namespace Rtcr;


namespace {

	/* patience with the parents and servers of components */
	constexpr std::chrono::milliseconds CALL_TIMEOUT { 2000 };

	System_id random_id()
	{
		System_id id;
		Host::random_bytes(std::as_writable_bytes(std::span(id)));
		return id;
	}

	Core::Pd_session_component &pd(Component_set const &set, std::string const &label)
	{
		for (Core::Pd_session_component * const pd : set.pds())
			if (pd->label() == label)
				return *pd;

		throw Unknown_component(label);
	}
}


Engine::Engine(Kernel::System &system, Core::Services &services, Host::Arena &arena,
               uint64_t stub_hash, std::string const &cpu_features)
:
	_system(system), _services(services), _arena(arena),
	_system_id(random_id()), _stub_hash(stub_hash), _cpu_features(cpu_features)
{
	Kernel::Lock_guard const lock(_system);

	_task   = Kernel::Ref<Kernel::Task>(*new Kernel::Task(_system, "core"));
	_thread = Kernel::Ref<Kernel::Nucleus_thread>(
		*new Kernel::Nucleus_thread(_system, _task, _task->reserve_index(), "engine"));
}


Engine::~Engine()
{
	Kernel::Lock_guard const lock(_system);

	_thread->destroy();
	_task->destroy();
	_thread = { };
	_task   = { };
}


Component_set Engine::_component_set(std::vector<std::string> const &labels) const
{
	Component_set set(_services, labels);

	for (std::string const &label : labels)
		(void)pd(set, label);

	return set;
}


Checkpoint Engine::checkpoint(std::vector<std::string> const &labels)
{
	std::lock_guard const operation(_operation);

	std::vector<Timing> timings;
	Stopwatch           stopwatch(timings);

	Kernel::Lock_guard lock(_system);
	Core::Caller const caller(lock, *_thread, CALL_TIMEOUT);

	Component_set const before = _component_set(labels);

	for (std::string const &label : labels)
		if (pd(before, label).state() != Core::Pd_session_component::State::RUNNING)
			throw Wrong_state("component \"" + label + "\" is not running");

	Stopwatch pause(timings);
	auto freezer = std::make_optional<Freezer>(_system, lock, before.tasks());
	stopwatch.lap("freeze");

	Session_infos const infos(before);
	stopwatch.lap("sessions");

	Component_set const set = _component_set(labels);
	Capture             capture(_system, set, infos);

	capture.snapshot.system       = _system_id;
	capture.snapshot.stub_hash    = _stub_hash;
	capture.snapshot.cpu_features = _cpu_features;
	stopwatch.lap("objects");

	Host::Page_file pages = capture_dataspaces(capture);
	stopwatch.lap("memory");

	freezer.reset();
	stopwatch.lap("thaw");

	return { .snapshot = std::move(capture.snapshot),
	         .pages    = std::move(pages),
	         .pause_us = pause.total_us(),
	         .timings  = std::move(timings),
	         .notes    = infos.notes() };
}


void Engine::_check_compatibility(Snapshot const &snapshot) const
{
	if (snapshot.stub_hash != _stub_hash)
		throw Incompatible("the snapshot was taken by another version of recap");

	if (snapshot.cpu_features != _cpu_features)
		throw Incompatible("the snapshot was taken on a CPU with other features (\""
		                   + snapshot.cpu_features + "\", this one has \"" + _cpu_features + "\")");
}


Report Engine::restore(Snapshot const &snapshot, Host::Page_file const &pages,
                       Restore_policy const &policy)
{
	_check_compatibility(snapshot);

	if (pages.size() < snapshot.page_count)
		throw Incompatible("the page data of the snapshot is incomplete");

	std::lock_guard const operation(_operation);

	Kernel::Lock_guard lock(_system);
	Core::Caller const caller(lock, *_thread, CALL_TIMEOUT);

	std::vector<std::string> labels;
	for (std::string const &component : snapshot.components)
		labels.push_back(policy.label(component));

	_component_set(labels);

	return Restorer(_system, _services, _arena, lock, snapshot, pages, policy,
	                snapshot.system == _system_id).execute();
}


void Engine::kill(std::string const &label)
{
	std::lock_guard const operation(_operation);
	Kernel::Lock_guard    lock(_system);

	Core::Pd_session_component &target = pd(_component_set({ label }), label);

	if (target.state() != Core::Pd_session_component::State::RUNNING)
		throw Wrong_state("component \"" + label + "\" is not running");

	target.kill_process();
}
