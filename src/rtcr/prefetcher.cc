/*
 * \brief  Completion of memory that comes in on demand
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

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


void Prefetcher::fetch(Core::Ram_dataspace &ds, uint64_t offset)
{
	std::lock_guard guard(_mutex);
	_urgent.push_back({ Dataspace(ds.kernel_object()), offset });
	_changed.notify_all();
}


namespace {

	Core::Ram_dataspace *incomplete(Kernel::Ref<Kernel::Object> const &object)
	{
		auto * const ds = object->alive() ? dynamic_cast<Core::Ram_dataspace *>(object->handler())
		                                  : nullptr;
		return ds && !ds->complete() ? ds : nullptr;
	}
}


bool Prefetcher::provide_next(Kernel::Lock_guard &lock, Dataspace const &object)
{
	Core::Ram_dataspace *ds = incomplete(object);
	if (!ds)
		return false;

	uint64_t const offset = ds->next_missing();

	if (auto const prepare = ds->preparation(offset))
		lock.unlocked(prepare);

	ds = incomplete(object);
	if (!ds)
		return false;

	ds->provide_part(offset);
	return !ds->complete();
}


void Prefetcher::_wait()
{
	std::unique_lock lock(_mutex);
	_changed.wait(lock, [&] { return _stop || _current || !_urgent.empty() || !_queue.empty(); });

	if (_current || _queue.empty())
		return;

	_current = std::move(_queue.front());
	_queue.pop_front();
}


std::optional<Prefetcher::Part> Prefetcher::_next_urgent()
{
	std::lock_guard lock(_mutex);

	if (_urgent.empty())
		return { };

	Part part = std::move(_urgent.front());
	_urgent.pop_front();
	return part;
}


bool Prefetcher::_stopped()
{
	std::lock_guard lock(_mutex);
	return _stop;
}


void Prefetcher::_fetch(Kernel::Lock_guard &lock, Part const &part)
{
	Core::Ram_dataspace *ds = incomplete(part.dataspace);
	if (!ds)
		return;

	std::string lost { };

	if (auto const prepare = ds->preparation(part.offset))
		lock.unlocked([&] {
			try { prepare(); }
			catch (Core::Content_lost const &error) { lost = error.what(); }
		});

	ds = incomplete(part.dataspace);
	if (ds)
		ds->provide_fetched(part.offset, lost);
}


/*
 * What is lost is reported to whoever needs it
 */
void Prefetcher::_advance(Kernel::Lock_guard &lock)
{
	bool more = false;

	try { more = provide_next(lock, _current); }
	catch (Core::Content_lost const &) { }

	if (!more)
		_current = { };
}


void Prefetcher::_run()
{
	while (!_stopped()) {

		_wait();

		/* the lock is released after each part, references are dropped with it held */
		Kernel::Lock_guard lock(_system);

		if (std::optional<Part> const part = _next_urgent())
			_fetch(lock, *part);
		else if (_current)
			_advance(lock);
	}

	Kernel::Lock_guard const lock(_system);
	_current = { };
	_urgent.clear();
	_queue.clear();
}
