/*
 * \brief  Checkpoint/restore engine
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <rtcr/clone.h>
#include <rtcr/engine.h>
#include <rtcr/restorer.h>
#include <rtcr/rom_archive.h>

using namespace Rtcr;


namespace {

	/* calls that the engine makes at a time, at most */
	constexpr size_t NUM_THREADS = 9;

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


Engine::Engine(Kernel::System &system, Core::Services &services, Core::Rom_fs &rom_fs, Host::Arena &arena,
               Host::Write_tracking &tracking, uint64_t stub_hash,
               Host::Extended_state_layout const &cpu_features)
:
	_system(system), _services(services), _rom_fs(rom_fs), _arena(arena), _images(tracking, arena.size()),
	_system_id(random_id()), _stub_hash(stub_hash), _cpu_features(cpu_features)
{
	Kernel::Lock_guard const lock(_system);

	while (_threads.size() < NUM_THREADS) {
		auto const &task = _tasks.emplace_back(*new Kernel::Task(_system, "core"));

		_threads.emplace_back(*new Kernel::Nucleus_thread(_system, task, task->reserve_index(),
		                                                  "engine"));
	}
}


/*
 * Copies are going to take as much memory as what is copied. What is there of
 * that can be mapped in the meantime.
 */
void Engine::obtain_memory_in_advance()
{
	Host::Page_extents &supply = _images.pool().supply();

	supply.start_preparing([this] {
		try {
			bool const more = _arena.map_in_advance();
			return Host::Page_extents::Demand { .bytes = _arena.used(), .unsettled = more };
		}
		catch (Host::System_error const &) {
			return Host::Page_extents::Demand { .bytes = 0, .unsettled = false };
		} });
	_arena.observe([&supply] { supply.demand_changed(); });
}


Engine::~Engine()
{
	_arena.observe({ });
	_images.pool().supply().stop_preparing();

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

	_check_existence(set);
	return set;
}


/*
 * Return what is known of components, some of which may have vanished
 */
std::unique_ptr<Known_components> Engine::_take_known(std::vector<std::string> const &labels)
{
	return _known.take(labels, [this, labels] { return Component_set(_services, labels); });
}


void Engine::_check_existence(Component_set const &set)
{
	for (std::string const &label : set.roots())
		(void)pd(set, label);
}


void Engine::_check_running(Component_set const &set)
{
	for (std::string const &label : set.roots())
		if (pd(set, label).state() != Core::Pd_session_component::State::RUNNING)
			throw Wrong_state("component \"" + label + "\" is not running");
}


Engine::Copies Engine::copies()
{
	std::lock_guard const operation(_operation);

	Host::Page_pool const &pool = _images.pool();

	return { .limit = pool.limit()*pool.PAGE_SIZE,
	         .taken = pool.total()*pool.PAGE_SIZE,
	         .used  = pool.used()*pool.PAGE_SIZE };
}


/*
 * Two checkpoints of the same components are taken one after the other, so their
 * times differ.
 */
Engine::Written const *Engine::_remembered(Snapshot const &snapshot) const
{
	for (Written const &written : _written)
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

	if (!_cpu_features.includes(Host::Extended_state_layout(snapshot.cpu_features)))
		throw Incompatible("the snapshot has registers that this CPU lacks or keeps elsewhere (\""
		                   + snapshot.cpu_features + "\", this one has \""
		                   + _cpu_features.description() + "\")");

	if (pages.size() < snapshot.page_count)
		throw Incompatible("the page data of the snapshot is incomplete");
}


Memory_content Engine::_archived(Snapshot const &snapshot, std::shared_ptr<Page_archive> const &pages)
{
	if (snapshot.rom_images.empty())
		return Memory_content(snapshot, pages);

	return Memory_content(snapshot, std::make_shared<Rom_archive>(snapshot, _rom_fs, pages));
}


Report Engine::_restore(Kernel::Lock_guard &lock, Component_view &components,
                        Snapshot const &snapshot, Memory_content const &content,
                        Restore_policy const &policy)
{
	_images.clean_up(_system);

	/* sessions are opened and closed in a way that their parents tell nobody */
	_known.forget();

	_check_existence(components());

	try {
		return Restorer(_system, _services, _arena, lock, components, _images, snapshot, content,
		                _prefetcher, policy, _provenance, snapshot.system == _system_id).execute();
	}
	catch (Incompatible const &) {

		/* a component that has vanished meanwhile is the reason then */
		_check_existence(components());
		throw;
	}
}


Report Engine::restore(Kept_checkpoint const &checkpoint, Restore_policy const &policy)
{
	std::lock_guard const operation(_operation);

	Kernel::Lock_guard lock(_system);
	Core::Caller const caller(lock, _threads, CALL_TIMEOUT);

	auto const known = _take_known(policy.labels(checkpoint.snapshot.components));

	return _restore(lock, known->view, checkpoint.snapshot, Memory_content(checkpoint.memory), policy);
}


Report Engine::restore(Snapshot const &snapshot, std::shared_ptr<Page_archive> const &pages,
                       Restore_policy const &policy)
{
	_check_compatibility(snapshot, *pages);

	std::lock_guard const operation(_operation);

	Kernel::Lock_guard lock(_system);
	Core::Caller const caller(lock, _threads, CALL_TIMEOUT);

	auto const known = _take_known(policy.labels(snapshot.components));

	Component_view &components = known->view;

	_check_existence(components());

	if (!policy.lazy)
		lock.unlocked([&] { pages->check(policy.progress); });

	/* the copy in memory tells what has changed since, as long as the processes live */
	Written const * const remembered = _running(components()) ? _remembered(snapshot) : nullptr;

	return _restore(lock, components, snapshot,
	                remembered ? Memory_content(remembered->kept->memory)
	                           : _archived(snapshot, pages), policy);
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

	auto const known = _take_known(clone_policy.labels(snapshot.components));

	Report report = _restore(lock, known->view, snapshot, _archived(snapshot, pages), clone_policy);

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
	return _running(Component_set(_services, labels));
}


bool Engine::_running(Component_set const &set)
{
	return std::ranges::all_of(set.roots(), [&] (std::string const &label) {
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
