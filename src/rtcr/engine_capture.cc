/*
 * \brief  Checkpoints taken by the engine
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <numeric>

#include <host/heap_use.h>
#include <rtcr/engine.h>
#include <rtcr/on_demand.h>
#include <rtcr/parent_calls.h>
#include <rtcr/resources.h>
#include <rtcr/stopwatch.h>

using namespace Rtcr;


namespace {

	/* how often components are frozen until their parents can be asked */
	constexpr unsigned MAX_ATTEMPTS = 10;

	/* patience with parents that wait for a component that is about to be frozen */
	constexpr std::chrono::milliseconds PARENT_TIMEOUT { 500 };

	/*
	 * Patience with parents that serve a component that is frozen, which a busy
	 * host may keep from running
	 */
	constexpr std::chrono::milliseconds SERVICE_TIMEOUT { 400 };

	/* checkpoints kept because they were written to files */
	constexpr size_t MAX_WRITTEN = 16;

	/* more than a capture has, unless components have to be frozen very often */
	constexpr size_t MAX_TIMINGS = 32;

	std::string over_budget(uint64_t pause_us, uint64_t max_pause_us, uint64_t predicted_us)
	{
		return "the pause took " + std::to_string(pause_us) + " us, the budget is "
		     + std::to_string(max_pause_us) + " us; "
		     + (predicted_us > max_pause_us
		        ? std::to_string(predicted_us) + " us were to be expected, and more copying in advance "
		          "does not help"
		        : "it was expected to suffice");
	}

	/*
	 * Small dataspaces are needed as soon as a restore begins, see
	 * 'Immediate_content'. Side by side, they belong to few extents of a file.
	 */
	std::vector<Index> by_size(std::vector<Ram_dataspace> const &dataspaces)
	{
		std::vector<Index> result(dataspaces.size());

		std::iota(result.begin(), result.end(), Index(0));
		std::ranges::stable_sort(result, { }, [&] (Index i) { return dataspaces[i].size; });

		return result;
	}
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

	uint64_t heap_requests = 0;   /* before the pause, in the pause at its end */
	uint64_t time_us       = 0;   /* of the system, while everything stands still */
	uint64_t pause_us      = 0;
};


/*
 * The threads that work in a pause are this one and the assistant
 */
uint64_t Engine::_heap_requests()
{
	return Host::heap_requests() + _images.assistant().heap_requests();
}


/*
 * The effects of a call that is being served may be in place partly. A parent
 * that waits for something else, e.g., a service that is not there yet, is not
 * waited for again and again.
 */
void Engine::_await_parents(Kernel::Lock_guard &lock, Known_components &known)
{
	Parent_calls const calls = calls_to_parents(known.view(), &known.threads);

	if (calls.empty()) {
		known.long_calls.clear();
		return;
	}
	if (calls == known.long_calls && parents_wait(known.view(), calls))
		return;

	bool const answered = lock.wait_for_change([&] {
		return calls_to_parents(known.view()).empty() || !parents_waiting_for(known.view()).empty(); },
		SERVICE_TIMEOUT);

	known.long_calls = answered ? Parent_calls() : calls_to_parents(known.view());
}


/*
 * What a parent waits for must not be frozen, because the parent is asked
 */
void Engine::_freeze(Kernel::Lock_guard &lock, Known_components &known, Memory_capture &memory,
                     Frozen &frozen)
{
	Component_view &components = known.view;

	_images.assistant().start();
	_images.assistant().make_way();

	/* a thread that is awake would keep the components from running and from being parked */
	if (!known.busy)
		_images.assistant().prepare();

	auto ask_for_states_in_advance = [&] {
		while (known.infos.begin_states_in_advance(components()))
			known.infos.finish_states(); };

	/* what is known before need not be asked for while the components stand still */
	(void)known.infos.ask(components());
	ask_for_states_in_advance();
	memory.find_dataspaces(components());
	known.threads.prepare(components().tasks());
	frozen.stopwatch.lap("questions");

	for (unsigned attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {

		frozen.freezer.reset();
		lock.wait_for_completion([&] { return parents_waiting_for(components()).empty(); },
		                         PARENT_TIMEOUT);

		frozen.freezer.emplace(_system, components().tasks(), &known.threads);
		frozen.heap_requests = _heap_requests();
		frozen.pause.emplace(frozen.timings);
		frozen.freezer->freeze(lock);
		frozen.stopwatch.lap("freeze");

		/* replies that were held would be waited for */
		if (known.infos.check_states() && attempt + 1 < MAX_ATTEMPTS) {
			frozen.freezer.reset();
			ask_for_states_in_advance();
			continue;
		}

		_await_parents(lock, known);

		if (parents_waiting_for(components()).empty())
			break;
	}
	while (known.infos.ask(components()));

	known.busy = frozen.freezer->busy();
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


/*
 * Record what the components could change without the kernel
 */
void Engine::_pause(Kernel::Lock_guard &lock, Known_components &known, Memory_capture &memory,
                    Frozen &frozen)
{
	_freeze(lock, known, memory, frozen);

	while (known.infos.ask(known.view()) || known.infos.begin_states())
		known.infos.finish_states();
	frozen.stopwatch.lap("sessions");

	/* a process that was killed meanwhile must not be taken for one that stands still */
	_check_running(known.view());
	if (!frozen.freezer->intact())
		throw Died();

	memory.find_dataspaces(known.view());
	memory.begin_search();

	frozen.freezer->hold_unknown();
	known.threads.clear();
	frozen.freezer->for_each_thread([&] (Kernel::Thread const &thread) {
		if (Running_threads::concerns(thread))
			known.threads.add(thread); });

	frozen.time_us = _system.time();
	frozen.stopwatch.lap("threads");

	memory.copy_written(frozen.stopwatch);

	frozen.freezer.reset();
	frozen.stopwatch.lap("thaw");

	frozen.pause_us      = frozen.pause->total_us();
	frozen.heap_requests = _heap_requests() - frozen.heap_requests;
}


Kept_checkpoint Engine::_capture_once(Kernel::Lock_guard &lock, std::vector<std::string> const &labels,
                                      Capture_options const &options)
{
	std::vector<Timing> timings;
	timings.reserve(MAX_TIMINGS);

	auto known = _take_known(labels);

	Stopwatch           stopwatch(timings);
	Frozen              frozen { timings, stopwatch };
	Memory_capture      memory(_system, _images, options.progress);

	Component_view &components = known->view;

	auto const current = [&] () -> Component_set const & { return components(); };

	_images.clean_up(_system);
	_check_running(components());

	complete_dataspaces(lock, current, [] (auto const &, auto const &) { return true; },
	                    options.progress);

	/* to protect pages interrupts those who run, more than to copy some in the pause */
	bool const precopies = !known->busy && known->precopies.due(options.interval_us);

	uint64_t const tolerated_pages = precopies ? 0 : options.tolerated_pages;
	uint64_t const expected_pages  = memory.precopy(lock, current, { tolerated_pages,
	                                                                 options.max_pause_us,
	                                                                 known->pauses });
	_check_running(components());
	stopwatch.lap("pre-copy");

	_pause(lock, *known, memory, frozen);

	Capture::Cut const cut { .time_us    = frozen.time_us,
	                         .dataspaces = memory.dataspaces(),
	                         .threads    = known->threads };

	/* whatever the components want from the kernel waits for the lock */
	Capture capture(_system, components(), known->infos, cut);

	capture.snapshot.system       = _system_id;
	capture.snapshot.stub_hash    = _stub_hash;
	capture.snapshot.cpu_features = _cpu_features.description();
	_provenance.record(_system, capture.snapshot);

	memory.record(capture);
	stopwatch.lap("objects");

	std::vector<Memory_version> versions;
	lock.unlocked([&] { versions = memory.commit(); });

	Kept_checkpoint result { .snapshot = std::move(capture.snapshot),
	                         .memory   = std::move(versions),
	                         .cost     = { .pause_us      = frozen.pause_us,
	                                       .total_us      = stopwatch.total_us(),
	                                       .heap_requests = frozen.heap_requests },
	                         .timings  = std::move(timings),
	                         .notes    = known->infos.notes() };

	Checkpoint_cost &cost = result.cost;

	cost.copy_pages = result.num_pages();
	for (Memory_version const &version : result.memory)
		cost.history_pages += version.image()->history_pages();

	cost.over_budget = options.max_pause_us && cost.pause_us > options.max_pause_us;
	if (cost.over_budget)
		result.notes.push_back(over_budget(cost.pause_us, options.max_pause_us,
		                                   known->pauses.predicted_us(expected_pages)));

	known->pauses.learn(cost.pause_us, memory.paused_us(), memory.paused_pages());

	Precopy_policy::Changes const changes { .pages    = memory.changed_pages(),
	                                        .repeated = memory.repeated_pages() };
	if (memory.rounds())
		known->precopies.tried(changes, memory.rounds(), memory.precopied_pages(),
		                       memory.paused_pages());
	else
		known->precopies.left_out(changes);

	_known.keep(labels, std::move(known));
	return result;
}


Kept_checkpoint::Ref Engine::capture(std::vector<std::string> const &labels,
                                     Capture_options const &options)
{
	std::lock_guard const operation(_operation);
	Kernel::Lock_guard    lock(_system);
	Core::Caller const    caller(lock, _threads, CALL_TIMEOUT);

	auto result = std::make_shared<Kept_checkpoint const>(_capture(lock, labels, options));

	std::erase_if(_kept, [] (auto const &entry) { return entry.second.expired(); });
	_kept[labels] = result;
	return result;
}


uint64_t Kept_checkpoint::num_pages() const
{
	uint64_t sum = 0;
	for (Memory_version const &version : memory)
		sum += version.num_pages();
	return sum;
}


Kept_checkpoint::Ref Engine::_latest_kept(std::vector<std::string> const &labels,
                                          uint64_t max_age_us) const
{
	auto const it = _kept.find(labels);
	if (it == _kept.end())
		return nullptr;

	Kept_checkpoint::Ref const kept = it->second.lock();

	return kept && _system.time() - kept->snapshot.time_us <= max_age_us ? kept : nullptr;
}


Engine::Written const *Engine::_remembered(Kept_checkpoint const &checkpoint, uint64_t base) const
{
	for (Written const &written : _written)
		if (written.number == base && written.snapshot.components == checkpoint.snapshot.components)
			return &written;

	return nullptr;
}


Checkpoint Engine::_collected(Kept_checkpoint::Ref const &kept, bool captured, Written const *base,
                              Progress const &progress)
{
	std::vector<Timing> timings = kept->timings;
	Stopwatch           stopwatch(timings);
	Snapshot            snapshot = kept->snapshot;
	Progress_meter      meter(progress, Stage::COLLECT, kept->num_pages());

	std::optional<Page_base> page_base;
	if (base)
		page_base.emplace(Page_base { .memory     = base->kept->memory,
		                              .dataspaces = base->snapshot.ram_dataspaces });

	Rom_pages rom_pages = [&] {
		Kernel::Lock_guard const lock(_system);
		return Rom_pages(_rom_fs, snapshot);
	}();

	Page_collection pages(page_base ? &*page_base : nullptr, rom_pages);

	for (Index const i : by_size(snapshot.ram_dataspaces))
		pages.add(kept->memory[i], snapshot.ram_dataspaces[i], meter);

	snapshot.page_count = pages.count();
	snapshot.rom_images = rom_pages.images();

	Host::Page_file file = pages.finish();
	stopwatch.lap("pages");

	return { .captured  = captured,
	         .number    = base && base->kept == kept ? base->number : ++_num_written,
	         .base      = base ? base->number : 0,
	         .inherited = pages.inherited(),
	         .snapshot  = std::move(snapshot),
	         .pages     = std::move(file),
	         .cost      = kept->cost,
	         .timings   = std::move(timings),
	         .notes     = kept->notes };
}


Checkpoint Engine::checkpoint(std::vector<std::string> const &labels, Capture_options const &options,
                              Storage_options const &storage)
{
	std::lock_guard const operation(_operation);

	Kept_checkpoint::Ref kept = storage.max_age_us ? _latest_kept(labels, storage.max_age_us) : nullptr;

	bool const captured = !kept;

	if (captured) {
		Kernel::Lock_guard lock(_system);
		Core::Caller const caller(lock, _threads, CALL_TIMEOUT);

		kept = std::make_shared<Kept_checkpoint const>(_capture(lock, labels, options));
	}

	Checkpoint result = _collected(kept, captured, _remembered(*kept, storage.base), options.progress);

	_remember({ result.number, result.snapshot, std::move(kept) });
	return result;
}


/*
 * A restore of what was written to a file is faster as long as the checkpoint
 * is still there, and a later checkpoint can leave out the pages.
 */
void Engine::_remember(Written &&latest)
{
	std::erase_if(_written, [&] (Written const &other) {
		return other.snapshot.components == latest.snapshot.components; });

	_written.push_back(std::move(latest));

	if (_written.size() > MAX_WRITTEN)
		_written.pop_front();
}
