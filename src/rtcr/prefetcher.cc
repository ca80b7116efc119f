/*
 * \brief  Completion of memory that comes in on demand
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/system_error.h>
#include <rtcr/prefetcher.h>

using namespace Rtcr;


Prefetcher::~Prefetcher()
{
	{
		std::lock_guard guard(_mutex);
		_stop = true;
		_changed.notify_all();
	}
	_thread.join();
}


void Prefetcher::add(Dataspace const &ds)
{
	std::lock_guard guard(_mutex);
	_queue.push_back(ds);
	_changed.notify_all();
}


bool Prefetcher::provide_next(Dataspace const &object)
{
	auto * const ds = object->alive() ? dynamic_cast<Core::Ram_dataspace *>(object->handler()) : nullptr;
	if (!ds || ds->complete())
		return false;

	ds->provide_next();
	return !ds->complete();
}


void Prefetcher::_run()
{
	Dataspace current { };

	for (;;) {
		{
			std::unique_lock lock(_mutex);
			_changed.wait(lock, [&] { return _stop || current || !_queue.empty(); });

			if (_stop)
				break;

			if (!current) {
				current = std::move(_queue.front());
				_queue.pop_front();
			}
		}

		/* the lock is released after each part, references are dropped with it held */
		Kernel::Lock_guard const lock(_system);

		bool more = false;
		try { more = provide_next(current); }
		catch (Host::System_error const &) { /* whoever needs the content will fault */ }

		if (!more)
			current = { };
	}

	Kernel::Lock_guard const lock(_system);
	current = { };
	_queue.clear();
}
