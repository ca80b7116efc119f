/*
 * \brief  Checkpoint/restore engine
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstring>

#include <core/caller.h>
#include <parent/capability.h>
#include <rtcr/engine.h>
#include <rtcr/resources.h>
#include <rtcr/restorer.h>
#include <rtcr/stopwatch.h>
#include <rtcr/typed_capability.h>

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

	Session_infos infos;
	while (infos.ask(_component_set(labels)));
	stopwatch.lap("sessions");

	Component_set const set = _component_set(labels);
	Capture             capture(_system, set, infos);

	capture.snapshot.system       = _system_id;
	capture.snapshot.stub_hash    = _stub_hash;
	capture.snapshot.cpu_features = _cpu_features;
	_provenance.record(_system, capture.snapshot);
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


void Engine::_check_compatibility(Snapshot const &snapshot, Host::Page_file const &pages) const
{
	if (snapshot.stub_hash != _stub_hash)
		throw Incompatible("the snapshot was taken by another version of recap");

	if (snapshot.cpu_features != _cpu_features)
		throw Incompatible("the snapshot was taken on a CPU with other features (\""
		                   + snapshot.cpu_features + "\", this one has \"" + _cpu_features + "\")");

	if (pages.size() < snapshot.page_count)
		throw Incompatible("the page data of the snapshot is incomplete");
}


Report Engine::restore(Snapshot const &snapshot, Host::Page_file const &pages,
                       Restore_policy const &policy)
{
	_check_compatibility(snapshot, pages);

	std::lock_guard const operation(_operation);

	Kernel::Lock_guard lock(_system);
	Core::Caller const caller(lock, *_thread, CALL_TIMEOUT);

	std::vector<std::string> labels;
	for (std::string const &component : snapshot.components)
		labels.push_back(policy.label(component));

	_component_set(labels);

	return Restorer(_system, _services, _arena, lock, snapshot, pages, policy, _provenance,
	                snapshot.system == _system_id).execute();
}


std::vector<Open_session> Engine::sessions()
{
	std::lock_guard const operation(_operation);

	Kernel::Lock_guard lock(_system);
	Core::Caller const caller(lock, *_thread, CALL_TIMEOUT);

	return open_sessions(_services);
}


/************
 ** Clones **
 ************/

namespace {

	constexpr char const *SEPARATOR = " -> ";

	/* label of the parent with the separator, empty if there is none */
	std::string path_of_parent(std::string const &label)
	{
		size_t const pos = label.rfind(SEPARATOR);
		return pos == std::string::npos ? "" : label.substr(0, pos + strlen(SEPARATOR));
	}

	Genode::Capability<Genode::Parent> parent_cap(Kernel::Ref<Kernel::Object> const &parent)
	{
		return Rtcr::typed<Genode::Parent>(parent);
	}
}


Kernel::Ref<Kernel::Object> Engine::_parent_of(std::string const &label) const
{
	return pd(Component_set(_services, { label }), label).parent_object();
}


/*
 * A parent serves each child by a thread of its own, which cannot remove the
 * child that it serves
 */
Kernel::Ref<Kernel::Object> Engine::_parent_of_sibling(std::string const &label) const
{
	Kernel::Ref<Kernel::Object> result;

	_services.sessions().for_each<Core::Pd_session_component>([&] (auto &pd) {
		if (!result && pd.label() != label && path_of_parent(pd.label()) == path_of_parent(label)
		 && pd.parent_object() && pd.parent_object()->alive())
			result = pd.parent_object(); });

	return result;
}


void Engine::_create_clone(std::string const &original, std::string const &name)
{
	using Result = Genode::Parent::Clone_result;

	auto failed = [&] (char const *reason) {
		return Incompatible("the parent of \"" + original + "\" " + reason); };

	Result result = Result::FAILED;
	try {
		result = parent_cap(_parent_of(original)).call<Genode::Parent::Rpc_create_clone>(
			Genode::Parent::Clone_name(name.c_str()));
	}
	catch (Genode::Ipc_error) { throw failed("does not answer"); }

	switch (result) {
	case Result::OK:           return;
	case Result::REFUSED:      throw failed("does not create clones");
	case Result::FAILED:       throw failed("could not start the clone, see the log for the reason");
	case Result::NAME_IN_USE:  throw Wrong_state("there is a component \"" + name + "\" already");
	case Result::OUT_OF_QUOTA: throw Out_of_quota("the quota of the parent of \"" + original
	                                              + "\" does not suffice for another instance");
	}
	throw failed("answers with nonsense");
}


void Engine::_destroy_clone(std::string const &label)
{
	std::string const name = label.substr(path_of_parent(label).size());

	try {
		parent_cap(_parent_of_sibling(label)).call<Genode::Parent::Rpc_destroy_clone>(
			Genode::Parent::Clone_name(name.c_str()));
	}
	catch (Genode::Ipc_error) { }
}


std::pair<std::string, Report> Engine::clone(Snapshot const &snapshot, Host::Page_file const &pages,
                                             Restore_policy const &policy, std::string const &name)
{
	_check_compatibility(snapshot, pages);

	if (snapshot.components.size() != 1)
		throw Wrong_state("only a snapshot of a single component can be restored as a clone");

	if (name.empty() || name.size() >= Genode::Parent::Clone_name::MAX_SIZE
	 || name.find(SEPARATOR) != std::string::npos)
		throw Wrong_state("\"" + name + "\" is not a valid name for a clone");

	std::lock_guard const operation(_operation);

	Kernel::Lock_guard lock(_system);
	Core::Caller const caller(lock, *_thread, CALL_TIMEOUT);

	std::string const original = snapshot.components[0];
	std::string const label    = path_of_parent(original) + name;

	if (!Component_set(_services, { label }).pds().empty())
		throw Wrong_state("there is a component \"" + label + "\" already");

	Restore_policy clone_policy = policy;
	clone_policy.from = original;
	clone_policy.to   = label;

	_clones.insert(label);
	try {
		_create_clone(original, name);

		try {
			Report report = Restorer(_system, _services, _arena, lock, snapshot, pages,
			                         clone_policy, _provenance,
			                         snapshot.system == _system_id).execute();
			_clones.erase(label);
			return { label, std::move(report) };
		}
		catch (...) {
			_destroy_clone(label);
			throw;
		}
	}
	catch (...) {
		_clones.erase(label);
		throw;
	}
}


void Engine::remove_clone(std::string const &label)
{
	std::lock_guard const operation(_operation);

	Kernel::Lock_guard lock(_system);
	Core::Caller const caller(lock, *_thread, CALL_TIMEOUT);

	_component_set({ label });
	_destroy_clone(label);

	if (!Component_set(_services, { label }).pds().empty())
		throw Wrong_state("component \"" + label + "\" is not a clone, it can be killed only");
}


bool Engine::running(std::vector<std::string> const &labels) const
{
	Component_set const set(_services, labels);

	return std::ranges::all_of(labels, [&] (std::string const &label) {
		return std::ranges::any_of(set.pds(), [&] (Core::Pd_session_component const *pd) {
			return pd->label() == label
			    && pd->state() == Core::Pd_session_component::State::RUNNING; }); });
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
