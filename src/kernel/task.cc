/*
 * \brief  Task, the unit of protection
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include <kernel/expected_calls.h>
#include <kernel/system.h>
#include <kernel/task.h>
#include <kernel/thread.h>

using namespace Kernel;


namespace {

	constexpr std::chrono::milliseconds RESET_PATIENCE { 2 };
}


Task::Task(System &system, std::string const &name)
:
	Object(system, Kind::TASK, name), _expected_calls(std::make_unique<Expected_calls>())
{ }


Task::~Task() { }


void Task::_destroy()
{
	discard_process();
	_caps.clear();
	_expected_calls->clear();

	for (auto const &[token, call] : std::exchange(_calls, { }))
		call.client->server_gone();
}


/*************
 ** Process **
 *************/

void Task::assign_process(std::unique_ptr<Host::Process> process)
{
	_process = std::move(process);

	/*
	 * The notification comes from a thread that must not wait for the kernel
	 * lock, so that it cannot hold a reference, and it may come late.
	 */
	_process->death_handler([id = id(), &system = _sys()] {
		system.timeouts().defer([id, &system] {
			if (auto * const task = static_cast<Task *>(system.find_object(id)))
				task->_handle_death();
		});
	});
}


void Task::_handle_death()
{
	/* the process may have been replaced in the meantime */
	if (_process && _process->dead() && _death_handler)
		_death_handler();
}


void Task::discard_process()
{
	if (!_process)
		return;

	for_each_thread([] (Thread &thread) { thread.abandon(); });

	_process->death_handler({ });
	_sys().pool().discard(std::move(_process));

	/* those who wait for an answer */
	_sys().notify_change();

	/* indices of carriers that were on the way to being idle */
	_used_indices.reset();
	for_each_thread([&] (Thread const &thread) { _used_indices.set(thread.index()); });
}


void Task::begin_reset(Utcb_fn const &next)
{
	for_each_thread([&] (Thread &thread) {

		bool const exchangeable = thread.blocked() && thread.carrier()
		                       && thread.carrier()->exchangeable(next(thread));

		Host::Carrier * const carrier = thread.leave_carrier();

		if (carrier && exchangeable)
			carrier->begin_exchange();
		else if (carrier)
			_resetting.push_back(carrier);
	});

	/* they react at the same time */
	for (Host::Carrier * const carrier : _resetting)
		carrier->begin_reset();
}


bool Task::finish_reset()
{
	using Clock = std::chrono::steady_clock;

	auto const deadline = Clock::now() + RESET_PATIENCE;

	bool obey = true;
	for (Host::Carrier * const carrier : std::exchange(_resetting, { }))
		obey = obey && carrier->finish_reset(std::chrono::duration_cast<std::chrono::microseconds>(
			std::max(deadline - Clock::now(), Clock::duration::zero())));

	return obey && !_process->dead();
}


void Task::map_memory(Host::Mapping const &mapping)
{
	if (!_process)
		return;

	_process->map(mapping);
	_sys().transaction().flush(*_process);
}


void Task::unmap_memory(uint64_t addr, uint64_t size)
{
	if (!_process)
		return;

	_process->unmap(addr, size);
	_sys().transaction().flush(*_process);
}


/*************
 ** Threads **
 *************/

unsigned Task::reserve_index(int niceness)
{
	unsigned result = Abi::MAX_THREADS;

	for (unsigned index = 0; index < Abi::MAX_THREADS; index++) {

		if (_used_indices.test(index))
			continue;

		bool const suitable = !_process || _process->niceness(index) <= niceness;

		if (suitable || result == Abi::MAX_THREADS)
			result = index;

		if (suitable)
			break;
	}

	if (result < Abi::MAX_THREADS)
		_used_indices.set(result);

	return result;
}


bool Task::reserve_index(unsigned index)
{
	if (index >= Abi::MAX_THREADS || _used_indices.test(index))
		return false;

	_used_indices.set(index);
	return true;
}


void Task::add_thread(Thread &thread)
{
	if (_threads.size() <= thread.index())
		_threads.resize(thread.index() + 1);

	_threads[thread.index()] = &thread;
	_with_thread.set(thread.index());
	thread_changed();
}


void Task::remove_thread(Thread &thread)
{
	_threads[thread.index()] = nullptr;
	_with_thread.reset(thread.index());
	thread_changed();

	while (!_threads.empty() && !_threads.back())
		_threads.pop_back();
}


void Task::carrier_idle(Host::Process const &process, Host::Carrier const &carrier)
{
	if (_process.get() == &process)
		free_index(carrier.index());
}


size_t Task::idle_carriers() const
{
	if (!_process)
		return 0;

	size_t used = 0;
	for_each_thread([&] (Thread const &thread) { used += thread.has_carrier(); });

	return _process->carriers() - used;
}


void Task::freeze() { _frozen = true; }


void Task::thaw()
{
	_frozen = false;

	for (Ref<Thread> const &thread : std::exchange(_canceled, { }))
		thread->cancel_blocking();

	_sys().notify_change();
}


void Task::cancel_when_thawed(Thread &thread) { _canceled.emplace_back(thread); }


/***********
 ** Calls **
 ***********/

Task::Token Task::add_call(Call const &call)
{
	_calls.emplace(++_last_token, call);
	return _last_token;
}


Task::Token Task::add_channel(Channel &channel)
{
	_channels.emplace(++_last_token, &channel);
	return _last_token;
}


Channel *Task::channel(Token token) const
{
	auto const it = _channels.find(token);
	return it == _channels.end() ? nullptr : it->second;
}


Call const *Task::call(Token token) const
{
	auto const it = _calls.find(token);
	return it == _calls.end() ? nullptr : &it->second;
}


void Task::remove_call(Token token) { _calls.erase(token); }


void Task::remove_call(Thread const &client)
{
	std::erase_if(_calls, [&] (auto const &entry) {
		return entry.second.client.get() == &client; });
}


void Task::calls(Calls calls, Token last_token)
{
	_expected_calls->clear();
	_calls      = std::move(calls);
	_last_token = last_token;
}


/***********
 ** Clock **
 ***********/

uint64_t Task::clock() const { return clock(_sys().time()); }


void Task::advance_clock(uint64_t time)
{
	uint64_t const now = clock();
	if (time > now)
		_clock_offset += time - now;
}
