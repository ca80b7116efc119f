/*
 * \brief  State of the kernel that is not part of any object
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cassert>

#include <kernel/system.h>

using namespace Kernel;


System::System(Host::Process_pool &pool) : _pool(pool), _timeouts(*this) { }


System::~System() { }


Object *System::find_object(Object::Id id) const
{
	auto const it = _objects.find(id);
	return it != _objects.end() && it->second->alive() ? it->second : nullptr;
}


Transaction &System::transaction()
{
	assert(_transaction);
	return *_transaction;
}


Lock_guard::Lock_guard(System &system)
:
	_system(system), _lock(system._mutex)
{
	_system._transaction = &_own_transaction;
}


Lock_guard::~Lock_guard()
{
	_system._transaction = nullptr;
	_lock.unlock();

	_own_transaction.execute(_system);
}


void Lock_guard::execute_transaction()
{
	_own_transaction.wake_completed();

	if (_own_transaction.empty())
		return;

	_system._transaction = nullptr;
	_lock.unlock();

	_own_transaction.execute(_system);

	_lock.lock();
	_system._transaction = &_own_transaction;
}


void Lock_guard::unlocked(std::function<void ()> const &fn)
{
	struct Relock
	{
		Lock_guard &guard;

		explicit Relock(Lock_guard &guard) : guard(guard)
		{
			guard._system._transaction = nullptr;
			guard._lock.unlock();
		}

		~Relock()
		{
			guard._lock.lock();
			guard._system._transaction = &guard._own_transaction;
		}
	};

	execute_transaction();

	Relock const relock(*this);
	fn();
}


void Lock_guard::wait_for_change(std::function<bool ()> const &condition)
{
	execute_transaction();

	while (!condition()) {
		_system._transaction = nullptr;
		_system._changed.wait(_lock);
		_system._transaction = &_own_transaction;
	}
}


bool Lock_guard::wait_for_change(std::function<bool ()> const &condition,
                                 std::chrono::microseconds timeout)
{
	execute_transaction();

	auto const deadline = std::chrono::steady_clock::now() + timeout;

	while (!condition()) {
		_system._transaction = nullptr;
		auto const outcome = _system._changed.wait_until(_lock, deadline);
		_system._transaction = &_own_transaction;

		if (outcome == std::cv_status::timeout)
			return condition();
	}
	return true;
}


bool Lock_guard::wait_for_completion(std::function<bool ()> const &condition,
                                     std::chrono::microseconds timeout)
{
	struct Watcher
	{
		unsigned &count;

		explicit Watcher(unsigned &count) : count(count) { count++; }
		~Watcher() { count--; }
	} const watcher(_system._watchers);

	return wait_for_change(condition, timeout);
}
