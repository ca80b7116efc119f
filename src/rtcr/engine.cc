/*
 * \brief  Checkpoint/restore engine
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <rtcr/clone.h>
#include <rtcr/engine.h>
#include <rtcr/on_demand.h>
#include <rtcr/parent_calls.h>
#include <rtcr/resources.h>
#include <rtcr/restorer.h>
#include <rtcr/stopwatch.h>

using namespace Rtcr;


namespace {

	/* patience with the parents and servers of components */
	constexpr std::chrono::milliseconds CALL_TIMEOUT { 2000 };

	/* how often components are frozen until their parents can be asked */
	constexpr unsigned MAX_ATTEMPTS = 10;

	/* patience with parents that wait for a component that is about to be frozen */
	constexpr std::chrono::milliseconds PARENT_TIMEOUT { 500 };

	/* patience with parents that serve a component that is frozen */
	constexpr std::chrono::milliseconds SERVICE_TIMEOUT { 100 };

	/* calls that the engine makes at a time, at most */
	constexpr size_t NUM_THREADS = 9;

	/* checkpoints kept because they were written to files */
	constexpr size_t MAX_WRITTEN = 16;

	std::string over_budget(uint64_t pause_us, uint64_t max_pause_us, uint64_t predicted_us)
	{
		return "the pause took " + std::to_string(pause_us) + " us, the budget is "
		     + std::to_string(max_pause_us) + " us; "
		     + (predicted_us > max_pause_us
		        ? std::to_string(predicted_us) + " us were to be expected, and more copying in advance "
		          "does not help"
		        : "it was expected to suffice");
	}

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
               Host::Write_tracking &tracking, uint64_t stub_hash, std::string const &cpu_features)
:
	_system(system), _services(services), _arena(arena), _images(tracking, arena.size()),
	_system_id(random_id()), _stub_hash(stub_hash), _cpu_features(cpu_features)
{
	Kernel::Lock_guard const lock(_system);

	while (_threads.size() < NUM_THREADS) {
		auto const &task = _tasks.emplace_back(*new Kernel::Task(_system, "core"));

		_threads.emplace_back(*new Kernel::Nucleus_thread(_system, task, task->reserve_index(),
		                                                  "engine"));
	}
}


Engine::~Engine()
{
	Kernel::Lock_guard const lock(_system);

	_known.forget();

	for (Core::Caller::Thread const &thread : _threads)
		thread->destroy();

	for (Kernel::Ref<Kernel::Task> const &task : _tasks)
		task->destroy();

	_threads.clear();
	_tasks.clear();
}


Component_set Engine::_component_set(std::vector<std::string> const &labels) const
{
	Component_set set(_services, labels);

	for (std::string const &label : labels)
		(void)pd(set, label);

	return set;
}


void Engine::_check_running(Component_set const &set)
{
	for (std::string const &label : set.roots())
		if (pd(set, label).state() != Core::Pd_session_component::State::RUNNING)
			throw Wrong_state("component \"" + label + "\" is not running");
}


/**
 * Components that stand still
 */
struct Engine::Frozen
{
	std::vector<Timing> &timings;
	Stopwatch           &stopwatch;

	std::optional<Stopwatch> pause   { };
	std::optional<Freezer>   freezer { };
};


/*
 * What a parent waits for must not be frozen, because the parent is asked
 */
void Engine::_freeze(Kernel::Lock_guard &lock, Known_components &known, Frozen &frozen)
{
	Component_view &components = known.view;

	/* what is known before need not be asked for while the components stand still */
	(void)known.infos.ask(components());
	frozen.stopwatch.lap("questions");

	for (unsigned attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {

		frozen.freezer.reset();
		lock.wait_for_completion([&] { return parents_waiting_for(components()).empty(); },
		                         PARENT_TIMEOUT);

		frozen.pause.emplace(frozen.timings);
		frozen.freezer.emplace(_system, lock, components().tasks());
		frozen.stopwatch.lap("freeze");

		/* the effects of a call that is being served may be in place partly */
		lock.wait_for_change([&] {
			return !calls_to_parents(components()) || !parents_waiting_for(components()).empty(); },
			SERVICE_TIMEOUT);

		if (parents_waiting_for(components()).empty())
			break;
	}
	while (known.infos.ask(components()));
}


/*
 * The copies of checkpoints that were written to files make restores faster,
 * and are given up if there is no other room.
 */
Kept_checkpoint Engine::_capture(Kernel::Lock_guard &lock, std::vector<std::string> const &labels,
                                 Capture_options const &options)
{
	for (;;) {
		try { return _capture_once(lock, labels, options); }
		catch (Host::Page_pool::Exhausted const &) {
			if (_written.empty())
				throw;
			_written.pop_front();
		}
	}
}


Kept_checkpoint Engine::_capture_once(Kernel::Lock_guard &lock, std::vector<std::string> const &labels,
                                      Capture_options const &options)
{
	std::vector<Timing> timings;
	Stopwatch           stopwatch(timings);
	Frozen              frozen { timings, stopwatch };
	Memory_capture      memory(_images, options.progress);

	auto known = _known.take(labels, [this, labels] { return _component_set(labels); });

	Component_view &components = known->view;
	Session_infos  &infos      = known->infos;

	auto const current = [&] () -> Component_set const & { return components(); };

	_images.clean_up(_system);
	_check_running(components());

	complete_dataspaces(lock, current, [] (auto const &, auto const &) { return true; },
	                    options.progress);

	uint64_t const expected_pages = memory.precopy(lock, current, { options.tolerated_pages,
	                                                                options.max_pause_us,
	                                                                known->pauses });
	_check_running(components());
	stopwatch.lap("pre-copy");

	_freeze(lock, *known, frozen);

	while (infos.ask(components()) || infos.begin_states()) {
		memory.find_written(lock, components());
		infos.finish_states();
	}
	stopwatch.lap("sessions");

	/* a process that was killed meanwhile must not be taken for one that stands still */
	Component_set const &set = components();

	_check_running(set);
	if (!frozen.freezer->intact())
		throw Died();

	Capture capture(_system, set, infos);

	capture.snapshot.system       = _system_id;
	capture.snapshot.stub_hash    = _stub_hash;
	capture.snapshot.cpu_features = _cpu_features;
	_provenance.record(_system, capture.snapshot);

	stopwatch.lap("objects");

	memory.copy_written(set, stopwatch);
	std::vector<Memory_version> versions = memory.commit(capture);

	frozen.freezer.reset();
	stopwatch.lap("thaw");

	Kept_checkpoint result { .snapshot = std::move(capture.snapshot),
	                         .memory   = std::move(versions),
	                         .cost     = { .pause_us = frozen.pause->total_us(),
	                                       .total_us = stopwatch.total_us() },
	                         .timings  = std::move(timings),
	                         .notes    = infos.notes() };

	Checkpoint_cost &cost = result.cost;

	cost.copy_pages = result.num_pages();
	for (Memory_version const &version : result.memory)
		cost.history_pages += version.image()->history_pages();

	cost.over_budget = options.max_pause_us && cost.pause_us > options.max_pause_us;
	if (cost.over_budget)
		result.notes.push_back(over_budget(cost.pause_us, options.max_pause_us,
		                                   known->pauses.predicted_us(expected_pages)));

	known->pauses.learn(cost.pause_us, memory.paused_us(), memory.paused_pages());
	_known.keep(labels, std::move(known));
	return result;
}


Engine::Copies Engine::copies()
{
	std::lock_guard const operation(_operation);

	Host::Page_pool const &pool = _images.pool();

	return { .limit = pool.limit()*pool.PAGE_SIZE,
	         .taken = pool.total()*pool.PAGE_SIZE,
	         .used  = pool.used()*pool.PAGE_SIZE };
}


Kept_checkpoint Engine::capture(std::vector<std::string> const &labels,
                                Capture_options const &options)
{
	std::lock_guard const operation(_operation);
	Kernel::Lock_guard    lock(_system);
	Core::Caller const    caller(lock, _threads, CALL_TIMEOUT);

	return _capture(lock, labels, options);
}


namespace {

	Checkpoint written(Kept_checkpoint const &kept, Progress const &progress)
	{
		Snapshot        snapshot = kept.snapshot;
		Progress_meter  meter(progress, Stage::COLLECT, kept.num_pages());
		Host::Page_file pages    = write_pages(kept.memory, snapshot.ram_dataspaces, meter);

		snapshot.page_count = pages.size();

		return { .snapshot = std::move(snapshot),
		         .pages    = std::move(pages),
		         .cost     = kept.cost,
		         .timings  = kept.timings,
		         .notes    = kept.notes };
	}
}


uint64_t Kept_checkpoint::num_pages() const
{
	uint64_t sum = 0;
	for (Memory_version const &version : memory)
		sum += version.num_pages();
	return sum;
}


Checkpoint Engine::checkpoint(std::vector<std::string> const &labels, Capture_options const &options)
{
	std::lock_guard const operation(_operation);

	std::optional<Kept_checkpoint> kept;
	{
		Kernel::Lock_guard lock(_system);
		Core::Caller const caller(lock, _threads, CALL_TIMEOUT);

		kept.emplace(_capture(lock, labels, options));
	}

	Stopwatch  stopwatch(kept->timings);
	Checkpoint checkpoint = written(*kept, options.progress);
	stopwatch.lap("pages");

	checkpoint.timings = kept->timings;

	_remember(std::move(*kept), checkpoint.snapshot);
	return checkpoint;
}


/*
 * A restore of what was written to a file is faster as long as the checkpoint
 * is still there.
 */
void Engine::_remember(Kept_checkpoint &&checkpoint, Snapshot const &snapshot)
{
	checkpoint.snapshot = snapshot;

	std::erase_if(_written, [&] (Kept_checkpoint const &other) {
		return other.snapshot.components == snapshot.components; });

	_written.push_back(std::move(checkpoint));

	if (_written.size() > MAX_WRITTEN)
		_written.pop_front();
}


/*
 * Two checkpoints of the same components are taken one after the other, so their
 * times differ.
 */
Kept_checkpoint const *Engine::_remembered(Snapshot const &snapshot) const
{
	for (Kept_checkpoint const &written : _written)
		if (written.snapshot.system     == snapshot.system
		 && written.snapshot.time_us    == snapshot.time_us
		 && written.snapshot.components == snapshot.components
		 && written.snapshot.ram_dataspaces == snapshot.ram_dataspaces)
			return &written;

	return nullptr;
}


void Engine::_check_compatibility(Snapshot const &snapshot, Page_archive const &pages) const
{
	if (snapshot.stub_hash != _stub_hash)
		throw Incompatible("the snapshot was taken by another version of recap");

	if (snapshot.cpu_features != _cpu_features)
		throw Incompatible("the snapshot was taken on a CPU with other features (\""
		                   + snapshot.cpu_features + "\", this one has \"" + _cpu_features + "\")");

	if (pages.size() < snapshot.page_count)
		throw Incompatible("the page data of the snapshot is incomplete");
}


Report Engine::_restore(Kernel::Lock_guard &lock, Snapshot const &snapshot,
                        Memory_content const &content, Restore_policy const &policy)
{
	_images.clean_up(_system);

	/* sessions are opened and closed in a way that their parents tell nobody */
	_known.forget();

	_component_set(policy.labels(snapshot.components));

	try {
		return Restorer(_system, _services, _arena, lock, _images, snapshot, content,
		                _prefetcher, policy, _provenance, snapshot.system == _system_id).execute();
	}
	catch (Incompatible const &) {

		/* a component that has vanished meanwhile is the reason then */
		(void)_component_set(policy.labels(snapshot.components));
		throw;
	}
}


Report Engine::restore(Kept_checkpoint const &checkpoint, Restore_policy const &policy)
{
	std::lock_guard const operation(_operation);

	Kernel::Lock_guard lock(_system);
	Core::Caller const caller(lock, _threads, CALL_TIMEOUT);

	return _restore(lock, checkpoint.snapshot, Memory_content(checkpoint.memory), policy);
}


Report Engine::restore(Snapshot const &snapshot, std::shared_ptr<Page_archive> const &pages,
                       Restore_policy const &policy)
{
	_check_compatibility(snapshot, *pages);

	std::lock_guard const operation(_operation);

	Kernel::Lock_guard lock(_system);
	Core::Caller const caller(lock, _threads, CALL_TIMEOUT);

	auto const labels = policy.labels(snapshot.components);

	(void)_component_set(labels);

	if (!policy.lazy)
		lock.unlocked([&] { pages->check(policy.progress); });

	/* the copy in memory tells what has changed since, as long as the processes live */
	Kept_checkpoint const * const remembered = running(labels) ? _remembered(snapshot) : nullptr;

	return _restore(lock, snapshot, remembered ? Memory_content(remembered->memory)
	                                           : Memory_content(snapshot, pages), policy);
}


std::vector<Open_session> Engine::sessions()
{
	std::lock_guard const operation(_operation);

	Kernel::Lock_guard lock(_system);
	Core::Caller const caller(lock, _threads, CALL_TIMEOUT);

	return open_sessions(_services);
}


std::pair<std::string, Report> Engine::clone(Snapshot const &snapshot,
                                             std::shared_ptr<Page_archive> const &pages,
                                             Restore_policy const &policy, std::string const &name)
{
	_check_compatibility(snapshot, *pages);

	if (snapshot.components.size() != 1)
		throw Wrong_state("only a snapshot of a single component can be restored as a clone");

	std::lock_guard const operation(_operation);

	if (!policy.lazy)
		pages->check(policy.progress);

	Kernel::Lock_guard lock(_system);
	Core::Caller const caller(lock, _threads, CALL_TIMEOUT);

	Clone clone(_services, _clones, snapshot.components[0], name);

	Restore_policy clone_policy = policy;
	clone_policy.from = snapshot.components[0];
	clone_policy.to   = clone.label();

	Report report = _restore(lock, snapshot, Memory_content(snapshot, pages), clone_policy);

	clone.completed();
	return { clone.label(), std::move(report) };
}


void Engine::remove_clone(std::string const &label)
{
	std::lock_guard const operation(_operation);

	Kernel::Lock_guard lock(_system);
	Core::Caller const caller(lock, _threads, CALL_TIMEOUT);

	_component_set({ label });
	Clone::remove(_services, label);

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

	Host::Process::Use const process(*target.task().process());

	target.kill_process();

	/* a restore relies on the memory not to change anymore */
	lock.unlocked([&] { process.process().wait_for_death(); });
}
