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


/*
 * A condition that cannot be evaluated is left to the one who waits
 */
bool System::Waiter::concerned() const
{
	try { return condition(); }
	catch (...) { return true; }
}


/*
 * To wake up somebody in vain costs more than to look at the condition
 */
void System::_wake_waiters()
{
	if (!_changed)
		return;

	_changed = false;

	for (Waiter * const waiter : _waiters)
		if (!waiter->wake && waiter->concerned()) {
			waiter->wake = true;
			waiter->woken.notify_one();
		}
}


/****************
 ** Lock_guard **
 ****************/

void Lock_guard::_acquired() { _system._transaction = &_own_transaction; }


void Lock_guard::_about_to_release()
{
	_system._wake_waiters();
	_system._transaction = nullptr;
}


Lock_guard::Lock_guard(System &system)
:
	_system(system), _lock(system._mutex)
{
	_acquired();
}


Lock_guard::~Lock_guard()
{
	_about_to_release();
	_lock.unlock();

	_own_transaction.execute(_system);
}


void Lock_guard::execute_transaction()
{
	_own_transaction.wake_completed();

	if (_own_transaction.empty())
		return;

	_about_to_release();
	_lock.unlock();

	_own_transaction.execute(_system);

	_lock.lock();
	_acquired();
}


void Lock_guard::unlocked(Host::Function_ref<void ()> const &fn)
{
	struct Relock
	{
		Lock_guard &guard;

		explicit Relock(Lock_guard &guard) : guard(guard)
		{
			guard._about_to_release();
			guard._lock.unlock();
		}

		~Relock()
		{
			guard._lock.lock();
			guard._acquired();
		}
	};

	execute_transaction();

	Relock const relock(*this);
	fn();
}


/*
 * \return  value of the condition, false if the time was over before
 */
bool Lock_guard::_wait(std::function<bool ()> const &condition, Deadline const &deadline)
{
	execute_transaction();

	if (condition())
		return true;

	struct Registration
	{
		std::vector<System::Waiter *> &waiters;
		System::Waiter                 waiter;

		Registration(std::vector<System::Waiter *> &waiters, std::function<bool ()> const &condition)
		: waiters(waiters), waiter(condition) { waiters.push_back(&waiter); }

		~Registration() { std::erase(waiters, &waiter); }

	} registration(_system._waiters, condition);

	System::Waiter &waiter = registration.waiter;

	auto const woken = [&] { return waiter.wake; };

	for (bool in_time = true; in_time && !condition(); ) {

		waiter.wake = false;
		_about_to_release();

		if (deadline)
			in_time = waiter.woken.wait_until(_lock, *deadline, woken);
		else
			waiter.woken.wait(_lock, woken);

		_acquired();
	}
	return condition();
}


void Lock_guard::wait_for_change(std::function<bool ()> const &condition)
{
	_wait(condition, { });
}


bool Lock_guard::wait_for_change(std::function<bool ()> const &condition,
                                 std::chrono::microseconds timeout)
{
	return _wait(condition, std::chrono::steady_clock::now() + timeout);
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
