/*
 * \brief  Timeouts of sleeping threads and deferred work
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <utility>

#include <kernel/system.h>
#include <kernel/timeout_queue.h>

using namespace Kernel;


/*
 * Microseconds to wait at once. A component may ask for a time that the clock
 * of the host cannot represent.
 */
static constexpr uint64_t MAX_WAIT = 3600ull*1000*1000;


Timeout_queue::Timeout_queue(System &system)
:
	_system(system), _thread([this] { _run(); })
{ }


Timeout_queue::~Timeout_queue()
{
	{
		std::lock_guard const guard(_mutex);
		_stop = true;
		_changed.notify_all();
	}
	_thread.join();
}


void Timeout_queue::_run()
{
	std::unique_lock lock(_mutex);

	while (!_stop) {

		if (_timeouts.empty()) {
			_changed.wait(lock);
			continue;
		}

		uint64_t const next = _timeouts.begin()->first.first;
		uint64_t const now  = time();
		if (next > now) {
			_changed.wait_until(lock, _start + std::chrono::microseconds(std::min(next, now + MAX_WAIT)));
			continue;
		}

		Function function = std::move(_timeouts.begin()->second);
		_timeouts.erase(_timeouts.begin());

		lock.unlock();
		{
			Lock_guard const kernel_lock(_system);

			/* references that the function holds are dropped with the lock held */
			std::exchange(function, { })();
		}
		lock.lock();
	}
}


Timeout_queue::Handle Timeout_queue::schedule(uint64_t time, Function function)
{
	std::lock_guard const guard(_mutex);

	Handle const handle { time, ++_count };
	_timeouts.emplace(std::pair(handle.time, handle.number), std::move(function));
	_changed.notify_all();
	return handle;
}


void Timeout_queue::cancel(Handle const &handle)
{
	std::lock_guard const guard(_mutex);
	_timeouts.erase({ handle.time, handle.number });
}
