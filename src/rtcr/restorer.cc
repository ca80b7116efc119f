/*
 * \brief  Course of a restore
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstring>

#include <core/ram_session.h>
#include <rtcr/epilogue.h>
#include <rtcr/on_demand.h>
#include <rtcr/parent_calls.h>
#include <rtcr/restorer.h>
#include <rtcr/stopwatch.h>

using namespace Rtcr;
using Kernel::Object;
using Object_ref = Kernel::Ref<Object>;


/* patience with parents that serve a request, which a busy host may keep from running */
static constexpr std::chrono::milliseconds REQUEST_TIMEOUT { 400 };


Restorer::Restorer(Kernel::System &system, Core::Services &services, Host::Arena &arena,
                   Kernel::Lock_guard &lock, Component_view &components, Memory_images &images,
                   Snapshot const &snapshot, Memory_content const &content, Prefetcher &prefetcher,
                   Restore_policy const &policy, Provenance const &provenance, bool same_system)
:
	_system(system), _services(services), _arena(arena), _lock(lock), _components(components),
	_snapshot(snapshot), _images(images), _content(content), _prefetcher(prefetcher),
	_policy(policy), _provenance(provenance), _same_system(same_system)
{ }


Reconstruction Restorer::_reconstruction(Component_set const &set)
{
	return Reconstruction(_system, _services, _snapshot, _preparation, set, _policy,
	                      _provenance, _same_system, _report);
}


/*****************
 ** Preparation **
 *****************/

/*
 * Return the dataspaces that exist, in the order of the snapshot
 */
std::vector<Live_dataspace> Restorer::_live_dataspaces(Reconstruction const &r) const
{
	std::vector<Live_dataspace> result;

	for (Core::Ram_dataspace const *ds : r.ram_dataspaces) {
		if (ds)
			result.push_back({ .id     = ds->kernel_object().id(),
			                   .memory = ds->memory()->shared(),
			                   .shared = shared(*ds, r.set),
			                   .incomplete = !ds->complete() });
		else
			result.emplace_back();
	}
	return result;
}


/*
 * What has not come in since the last restore is needed now for finding out what
 * has changed, unless all of it comes in on demand once more. What is lost is
 * going to be replaced.
 */
void Restorer::_complete_dataspaces()
{
	bool const replaced = !_content.kept() && !_policy.verify;

	auto const needed = [&] (Component_set const &set, Core::Ram_dataspace const &ds) {
		return !replaced || shared(ds, set); };

	try {
		complete_dataspaces(_lock, [&] { return _component_set(); }, needed, _policy.progress);
	}
	catch (Core::Content_lost const &) { }
}


/*
 * It is too late to refuse the restore if content is lost
 */
void Restorer::_provide_all(Core::Ram_dataspace &ds, Progress_meter &meter)
{
	try {
		while (!ds.complete()) {
			uint64_t const missing = ds.missing();
			ds.provide_part(ds.next_missing());
			meter.advance((missing - ds.missing())/Kernel::Abi::PAGE_SIZE);
		}
	} catch (Core::Content_lost const &error) { _report.notes.push_back(error.what()); }
}


/*
 * What others can access comes in at once. There may be more of that than at
 * the preparation.
 */
void Restorer::_provide_shared(Reconstruction const &r)
{
	Progress const progress = _late_progress();

	uint64_t total = 0;
	for (Core::Ram_dataspace const * const ds : r.ram_dataspaces)
		if (shared(*ds, r.set))
			total += ds->missing()/Kernel::Abi::PAGE_SIZE;

	Progress_meter meter(progress, Stage::COMPLETE, total);

	for (Core::Ram_dataspace * const ds : r.ram_dataspaces) {

		if (ds->complete())
			continue;

		if (shared(*ds, r.set))
			_provide_all(*ds, meter);
		else
			_incomplete.emplace_back(ds->kernel_object());
	}
}


/*
 * Return function for reports when it is too late to give up the restore
 */
Progress Restorer::_late_progress() const
{
	if (!_policy.progress)
		return { };

	return [this] (Stage stage, uint64_t done, uint64_t total) {
		try { _policy.progress(stage, done, total); }
		catch (...) { /* whoever gave up gets to know what became of it */ }
	};
}


void Restorer::_verify(Reconstruction const &r)
{
	struct Given_up { };

	Progress const progress = [&] (Stage stage, uint64_t done, uint64_t total) {
		try {
			if (_policy.progress)
				_policy.progress(stage, done, total);
		}
		catch (...) { throw Given_up(); }
	};

	try { _report.verified_bytes = r.verify(_content, progress); }
	catch (Given_up) { _report.notes.push_back("the comparison with the snapshot was given up"); }
}


void Restorer::_prepare_memory(Memory_images::Processes processes,
                               std::vector<Live_dataspace> live, Immediate_content immediate)
{
	uint64_t total = 0, end = 0;
	for (Ram_dataspace const &ds : _snapshot.ram_dataspaces)
		total += ds.size/Kernel::Abi::PAGE_SIZE;

	_images.find_written(processes, Host::Write_tracker::Renewal::LAZY);
	processes.clear();

	Progress_meter meter(_policy.progress, Stage::PREPARE, total);

	for (Index i = 0; i < live.size(); i++) {

		uint64_t const size      = _snapshot.ram_dataspaces[i].size;
		bool     const on_demand = !_policy.verify && !immediate.next(size);

		_preparation.memory.emplace_back(_arena, _images, _content, on_demand,
		                                 std::move(live[i]), i, size, meter);
		meter.reach(end += size/Kernel::Abi::PAGE_SIZE);
	}
}


/*
 * \param suitable  tells for each PD whether its present process can be kept
 */
void Restorer::_prepare_processes(std::vector<bool> const &suitable)
{
	bool const mapped = std::ranges::all_of(_preparation.memory, [] (Prepared_memory const &memory) {
		return memory.stays_mapped(); });

	for (Index pd = 0; pd < _snapshot.pds.size(); pd++) {

		_preparation.processes.emplace_back();
		if (_snapshot.pds[pd].state != Pd::State::RUNNING || (mapped && suitable[pd]))
			continue;

		auto process = _system.pool().take();

		for (Thread const &thread : _snapshot.threads)
			if (thread.pd == pd && thread.has_carrier())
				process->carrier(thread.index).prepare();

		process->flush();
		_preparation.processes.back() = std::move(process);
	}
}


/*
 * Return calls to parents that the restored components do not know of
 */
Parent_calls Restorer::_undone_calls() const
{
	Parent_calls calls = calls_to_parents(_component_set());

	bool const keeps_calls = _same_system && _policy.in_flight != Restore_policy::In_flight::FAIL;

	std::erase_if(calls, [&] (Parent_call const &call) {
		return keeps_calls && std::ranges::any_of(_snapshot.threads, [&] (Thread const &thread) {
			return thread.id == call.thread && thread.call_number == call.number
			    && thread.state == Kernel::Thread::State::AWAITING_REPLY; }); });

	return calls;
}


/*
 * The parents are needed for what follows. A parent may wait for a component to
 * serve a request of another one, where both are restored, so the request is
 * about to be undone and need not be served.
 *
 * If a parent waits for something else on behalf of a call that is going to be
 * undone, e.g., for a service, it is told to give up. Otherwise, it would open a
 * session some time that nobody asks for anymore.
 */
void Restorer::_settle_requests()
{
	for (bool canceled = false; ; ) {
		for (Kernel::Ref<Kernel::Thread> const &parent : parents_waiting_for(_component_set()))
			parent->withdraw_call();

		bool const changed = _lock.wait_for_change([&] {
			Component_set const set = _component_set();
			return calls_to_parents(set).empty() || !parents_waiting_for(set).empty();
		}, REQUEST_TIMEOUT);

		if (calls_to_parents(_component_set()).empty())
			return;

		if (changed)
			continue;

		/* what is left is up to the ones who call the parent */
		Parent_calls const undone = _undone_calls();
		if (canceled || undone.empty())
			return;

		/* one that is just slow would give up what it does for somebody else next */
		for (Kernel::Ref<Kernel::Thread> const &parent : parents_serving(_component_set(), undone))
			if (parent->waits_for_event() || parent->called_server())
				parent->cancel_blocking();
		canceled = true;
	}
}


void Restorer::_submit_restored()
{
	Component_set const set = _component_set();

	for (Core::Pd_session_component * const pd : set.pds())
		pd->submit_restored();
}


/*
 * At first, the host takes everything that a new process can access for
 * written. What was put back to a kept checkpoint equals its copies, so the first
 * answer is asked for now, before the threads go on, and dropped.
 */
void Restorer::_start_tracking(std::vector<Kernel::Ref<Kernel::Task>> const &started)
{
	if (!_content.kept())
		return;

	Memory_images::Processes processes;

	for (Kernel::Ref<Kernel::Task> const &task : started)
		if (Host::Process * const process = task->process())
			processes.emplace_back(*process);

	_lock.unlocked([&] {
		for (Host::Process::Use const &use : processes)
			(void)Host::Write_search::found(use.process(), Host::Write_tracker::Renewal::FULL); });
}


Report Restorer::execute()
{
	Stopwatch stopwatch(_report.timings);

	/* the preparation does not touch the components except that they stand still */
	auto freezer = std::make_optional<Freezer>(_system, _component_set().tasks());
	freezer->freeze(_lock);
	_settle_requests();
	stopwatch.lap("freeze");

	std::optional<Session_handover>        handover;
	std::optional<Epilogue>                epilogue;
	std::vector<Kernel::Ref<Kernel::Task>> started;

	try {
		_open_missing_sessions();
		_upgrade_sessions();
		stopwatch.lap("sessions");

		_complete_dataspaces();

		Memory_images::Processes    processes;
		std::vector<Live_dataspace> live;
		std::vector<bool>           suitable;
		{
			Component_set  const set = _component_set();
			Reconstruction const r   = _reconstruction(set);

			processes = Memory_images::processes(set.ram_dataspaces());
			live      = _live_dataspaces(r);

			for (Index pd = 0; pd < r.pds.size(); pd++)
				suitable.push_back(r.process_suits(pd));
		}

		_lock.unlocked([&] {
			bool const kept = std::ranges::find(suitable, true) != suitable.end();

			_prepare_memory(std::move(processes), std::move(live),
			                Immediate_content(kept ? Immediate_content::Processes::KEPT
			                                       : Immediate_content::Processes::FRESH));
			stopwatch.lap("memory");
			_prepare_processes(suitable);
			stopwatch.lap("process");
		});

		Component_set  const set = _component_set();
		Reconstruction       r   = _reconstruction(set);

		for (Core::Pd_session_component * const pd : r.pds)
			if (pd)
				freezer->add(Kernel::Ref<Kernel::Task>(pd->task()));

		r.prepare();

		/* servers need not wait until the objects are in place */
		handover.emplace(r);
		_lock.wake_completed();

		r.execute();
		_images.assistant().rest();
		started = r.started;
		handover->objects_in_place(r);
		epilogue.emplace(r, *handover, [&] (std::string const &label) { return _parent_of(label); });
		stopwatch.lap("objects");

		_provide_shared(r);

		if (_policy.verify) {
			_verify(r);
			stopwatch.lap("verify");
		}
	} catch (...) {
		_give_up_sessions();

		/* silent sessions need a state, and the one that fits is that of the snapshot */
		if (epilogue)
			handover->execute(_report);
		throw;
	}

	/* servers need not wait until the rest is done */
	handover->begin();
	_lock.wake_completed();

	_submit_restored();

	if (_policy.restored)
		_policy.restored();

	/* let the changes of the address spaces take effect */
	_lock.execute_transaction();
	_start_tracking(started);
	stopwatch.lap("mappings");

	epilogue->execute();
	_take_back_loans();
	freezer.reset();
	epilogue->complete();
	stopwatch.lap("session states");

	/* from now on, the processors may be busy with what nobody waits for */
	for (Object_ref const &dataspace : _incomplete)
		_prefetcher.add(dataspace);

	return std::move(_report);
}
