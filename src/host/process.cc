/*
 * \brief  Process of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cerrno>
#include <memory>

#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <host/channel_abi.h>
#include <host/futex.h>
#include <host/process.h>
#include <host/reaper.h>
#include <host/system_error.h>

using namespace Host;
using namespace Kernel::Abi;


namespace {

	class Spawn_actions
	{
		private:

			posix_spawn_file_actions_t _actions;

		public:

			Spawn_actions()  { posix_spawn_file_actions_init(&_actions); }
			~Spawn_actions() { posix_spawn_file_actions_destroy(&_actions); }

			void close(int fd)             { posix_spawn_file_actions_addclose(&_actions, fd); }
			void provide(int fd, int at)   { posix_spawn_file_actions_adddup2(&_actions, fd, at); }

			posix_spawn_file_actions_t const *list() const { return &_actions; }
	};

	/**
	 * Attributes of a process that has no share in the real time of nucleus
	 */
	class Spawn_attributes
	{
		private:

			posix_spawnattr_t _attributes;

		public:

			Spawn_attributes()
			{
				posix_spawnattr_init(&_attributes);

				if (sched_getscheduler(0) != SCHED_FIFO)
					return;

				sched_param const priority { .sched_priority = 0 };
				posix_spawnattr_setflags(&_attributes, POSIX_SPAWN_SETSCHEDULER);
				posix_spawnattr_setschedpolicy(&_attributes, SCHED_OTHER);
				posix_spawnattr_setschedparam(&_attributes, &priority);
			}

			~Spawn_attributes() { posix_spawnattr_destroy(&_attributes); }

			posix_spawnattr_t const *get() const { return &_attributes; }
	};

	/*
	 * A process of which not all writes can be tracked goes without a tracker
	 */
	void track(std::unique_ptr<Write_tracker> &tracker, uint64_t addr, uint64_t size)
	{
		if (!tracker)
			return;

		try { tracker->mapped(addr, size); }
		catch (System_error const &) { tracker.reset(); }
	}

	Agent::Command mapping_command(uint64_t addr, uint64_t size, uint64_t offset,
	                               bool writeable, bool executable)
	{
		uint64_t const protection = PROT_READ | (writeable  ? PROT_WRITE : 0)
		                                      | (executable ? PROT_EXEC  : 0);
		return { .number = SYS_mmap,
		         .arg    = { addr, size, protection, MAP_SHARED | MAP_FIXED,
		                     Host::Abi::ARENA_FD, offset },
		         .pad    = 0 };
	}
}


/******************
 ** Process::Use **
 ******************/

Process::Use::Use(Process &process) : _process(&process)
{
	std::lock_guard guard(process._use_mutex);
	process._users++;
}


Process::Use::~Use()
{
	if (!_process)
		return;

	/* notify with the mutex held, the process may vanish right after */
	std::lock_guard guard(_process->_use_mutex);
	if (--_process->_users == 0)
		_process->_unused.notify_all();
}


/*************
 ** Process **
 *************/

Process::Process(Process_environment const &env)
:
	_env(env), _agent(env.arena), _child(_spawned())
{
	_env.reaper.watch(_child, [this] { _handle_death(); });
}


Process::~Process()
{
	death_handler({ });
	kill();
	wait_for_death();
	{
		std::unique_lock lock(_use_mutex);
		_unused.wait(lock, [&] { return _users == 0; });
	}
	_env.reaper.forget(_child);
	_carriers.clear();
}


int Process::_spawned() const
{
	Spawn_actions actions;
	for (int const fd : { STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO })
		actions.close(fd);
	actions.provide(_agent.arena_fd(), Host::Abi::ARENA_FD);
	actions.provide(_agent.event_fd(), Host::Abi::EVENT_FD);

	std::string args[] = { "recap component",
	                       std::to_string(getpid()),
	                       std::to_string(_env.system_page_offset),
	                       std::to_string(_agent.page_offset()) };

	char *argv[] = { args[0].data(), args[1].data(), args[2].data(), args[3].data(), nullptr };
	char *envp[] = { nullptr };

	Spawn_attributes const attributes;

	int pid = 0;

	int const error = posix_spawn(&pid, _env.stub_path.c_str(), actions.list(), attributes.get(),
	                              argv, envp);
	if (error)
		throw System_error("start process", _env.stub_path, error);

	return pid;
}


void Process::_handle_death()
{
	_agent.process_gone();
	_lose_track();

	_dead = true;
	{
		std::lock_guard guard(_carriers_mutex);
		for (auto const &[index, carrier] : _carriers)
			carrier->process_gone();
	}

	std::unique_lock lock(_death_mutex);
	_death.notify_all();

	if (_death_handler)
		_death_handler();
}


void Process::death_handler(std::function<void ()> handler)
{
	std::unique_lock lock(_death_mutex);
	_death_handler = std::move(handler);

	if (_dead && _death_handler)
		_death_handler();
}


void Process::wait_for_death() const
{
	std::unique_lock lock(_death_mutex);
	_death.wait(lock, [&] { return _dead.load(); });
}


void Process::kill()
{
	_killed = true;
	_child.kill();
}


void Process::kill_disobedient()
{
	_disobedient = true;
	kill();
}


void Process::kill_refused(int error)
{
	_refusal = error;
	kill();
}


void Process::interrupt(int thread_id)
{
	/* the thread may be gone already */
	if (thread_id && !_dead)
		syscall(SYS_tgkill, _child.pid(), thread_id, SIGURG);
}


uint64_t Process::_queue_command(Agent::Command const &command, Carrier *new_thread,
                                 std::optional<Change> const &change)
{
	std::lock_guard guard(_queue_mutex);
	_queue.push_back({ command, new_thread, change });
	return ++_queued;
}


uint64_t Process::map_shared(uint64_t addr, uint64_t offset)
{
	return _queue_command(mapping_command(addr, PAGE_SIZE, offset, true, false));
}


uint64_t Process::map_channel(uint64_t addr, uint64_t offset)
{
	{
		std::lock_guard guard(_carriers_mutex);

		if (!_former_channel.valid()) {
			using Page = Abi::Channel_page;

			_former_channel = _env.arena.allocate(PAGE_SIZE);
			store(reinterpret_cast<Page *>(_former_channel.data())->state, Page::CLOSED);
		}
	}
	return map_shared(addr, offset);
}


void Process::map(Mapping const &mapping)
{
	_queue_command(mapping_command(mapping.addr, mapping.size, mapping.offset,
	                               mapping.writeable, mapping.executable),
	               nullptr, Change { .addr    = mapping.addr,
	                                 .size    = mapping.size,
	                                 .tracked = mapping.writeable,
	                                 .executable = mapping.executable,
	                                 .offset  = mapping.offset });
}


void Process::unmap(uint64_t addr, uint64_t size)
{
	_queue_command({ .number = SYS_munmap, .arg = { addr, size }, .pad = 0 },
	               nullptr, Change { .addr = addr, .size = size, .tracked = false,
	                                 .executable = false, .offset = 0 });
}


void Process::_queue_thread_memory(Carrier const &carrier)
{
	uint64_t const area   = THREAD_AREAS + carrier.index()*THREAD_AREA_SIZE;
	uint64_t const offset = carrier.memory_offset();

	_queue_command(mapping_command(area + CONTROL_OFFSET, PAGE_SIZE,
	                               offset + CONTROL_OFFSET, false, false));

	_queue_command(mapping_command(area + UTCB_OFFSET, THREAD_AREA_USED - UTCB_OFFSET,
	                               offset + UTCB_OFFSET, true, false));
}


Carrier &Process::carrier(unsigned index)
{
	std::lock_guard guard(_carriers_mutex);

	auto &carrier = _carriers[index];
	if (carrier)
		return *carrier;

	carrier = std::make_unique<Carrier>(*this, index,
	                                    _env.arena.allocate(Carrier::MEMORY_SIZE));
	_queue_thread_memory(*carrier);

	if (_fault_watch)
		_fault_watch->add(*carrier);

	/* each thread gets its own table of descriptors, which it clears */
	uint64_t const flags = CLONE_VM | CLONE_FS | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM;
	uint64_t const stack = THREAD_AREAS + index*THREAD_AREA_SIZE + THREAD_AREA_USED;

	_queue_command({ .number = SYS_clone, .arg = { flags, stack }, .pad = 0 }, carrier.get());
	return *carrier;
}


size_t Process::carriers()
{
	std::lock_guard guard(_carriers_mutex);
	return _carriers.size();
}


int Process::niceness(unsigned index)
{
	std::lock_guard guard(_carriers_mutex);

	auto const it = _carriers.find(index);
	return it == _carriers.end() ? MIN_NICENESS : it->second->niceness();
}


/*
 * The agent returns the result of the last command only, so the creation of
 * a thread ends a batch.
 */
void Process::_execute(std::vector<Entry> const &entries)
{
	Agent::Command batch[Agent::MAX_COMMANDS];

	for (size_t first = 0; first < entries.size() && !_killed; ) {

		size_t   next  = first;
		unsigned count = 0;
		while (next < entries.size() && count < Agent::MAX_COMMANDS) {
			batch[count++] = entries[next++].command;
			if (entries[next - 1].new_thread)
				break;
		}

		Agent::Result const result = _agent.execute({ batch, count });

		if (result.outcome == Agent::Outcome::PROCESS_GONE) {

			/* some of the mappings may have been there for a moment */
			_note_changes(std::span(entries).subspan(first, count));
			_lose_track();
			return;
		}

		if (result.outcome == Agent::Outcome::FAILED) {
			kill_refused(-result.value);
			return;
		}

		_note_changes(std::span(entries).subspan(first, count));

		if (Carrier * const carrier = entries[next - 1].new_thread)
			carrier->thread_id(result.value);

		first = next;
	}
}


/************
 ** Writes **
 ************/

/*
 * What was written by a mapping that is gone is not known anymore
 */
void Process::_note_changes(std::span<Entry const> entries)
{
	if (!_env.tracking)
		return;

	std::lock_guard guard(_writes_mutex);

	for (Entry const &entry : entries) {

		if (!entry.change)
			continue;

		Change const &change = *entry.change;

		_writeable.remove(change.addr, change.size, [&] (uint64_t offset, uint64_t size) {
			_env.tracking->lost(offset, size); });
		_dormancy.remove(change.addr, change.size);

		/* the process may have accessed a new mapping already, without protection */
		_known_writes.forget();

		if (!change.tracked)
			continue;

		_writeable.add(change.addr, change.size, change.offset);
		if (!change.executable)
			_dormancy.add(change.addr, change.size);
		track(_tracker, change.addr, change.size);
	}
}


void Process::_start_tracking()
{
	_tracking = true;
	_tracker  = _env.tracking->tracker(_child.pid(), _child.pidfd(), Abi::USERFAULT_FD);

	_writeable.for_each_range([&] (uint64_t addr, uint64_t size) {
		track(_tracker, addr, size); });

	/* without, searches take place that find nothing */
	try {
		std::lock_guard const guard(_carriers_mutex);

		_fault_watch.emplace(_child.pid(), _activity);
		for (auto const &[index, carrier] : _carriers)
			_fault_watch->add(*carrier);
	}
	catch (System_error const &) { }
}


Known_writes::Faults Process::_page_faults()
{
	std::lock_guard const guard(_carriers_mutex);

	return _fault_watch ? _fault_watch->changes() : std::nullopt;
}


void Process::forget_writes()
{
	std::lock_guard guard(_writes_mutex);
	_writeable.clear();
}


void Process::suspect_writes()
{
	if (!_env.tracking)
		return;

	std::lock_guard guard(_writes_mutex);

	_writeable.for_each(0, ~0ull, [&] (uint64_t offset, uint64_t size) {
		_env.tracking->lost(offset, size); });
}


void Process::_lose_track()
{
	suspect_writes();
	forget_writes();
}


bool Process::settled()
{
	std::lock_guard guard(_queue_mutex);

	return _queue.empty() && _refused_writes.empty() && _applied == _queued && !_killed;
}


bool Process::flush()
{
	std::lock_guard flush_guard(_flush_mutex);

	std::vector<Entry>    entries;
	std::vector<uint64_t> refused_writes;
	uint64_t              number;
	{
		std::lock_guard queue_guard(_queue_mutex);
		entries.swap(_queue);
		refused_writes.swap(_refused_writes);
		number = _queued;
	}
	_wake_cut(entries);
	_execute(entries);
	_wake(refused_writes);
	_applied = number;

	if (_killed) {
		wait_for_death();
		return false;
	}
	return !_dead;
}
