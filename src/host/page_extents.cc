/*
 * \brief  Large pieces of memory for pages of nucleus
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <chrono>

#include <pthread.h>
#include <sys/mman.h>
#include <sys/sysinfo.h>

#include <host/large_pages.h>
#include <host/page_extents.h>
#include <host/system_error.h>
#include <kernel/abi/layout.h>

using namespace Host;
using Kernel::Abi::PAGE_SIZE;


namespace {

	constexpr size_t ALIGNMENT = LARGE_PAGE_SIZE;

	/* what was allocated is going to be filled in this time, or the next one */
	constexpr std::chrono::milliseconds SETTLE_TIME { 2 };

	/* parts of the CPU time, one of which is left to others */
	constexpr unsigned PARTS_OF_TIME = 4;

	/* parts of the free memory of the host that are left to others */
	constexpr unsigned MEMORY_FOR_OTHERS = 7;

	uint64_t free_memory()
	{
		struct sysinfo info { };
		return sysinfo(&info) == 0 ? uint64_t(info.freeram)*info.mem_unit : 0;
	}
}


Page_extents::~Page_extents()
{
	stop_preparing();

	for (char * const extent : _ready)
		release(extent);
}


void Page_extents::release(char *extent) { munmap(extent, SIZE); }


size_t Page_extents::count() const
{
	std::lock_guard guard(_mutex);
	return _count;
}


/***********************************
 ** Memory that is needed at once **
 ***********************************/

/*
 * Obtain the pages of an extent from the host, an optimization that it may
 * decline
 *
 * A virtual machine may have given back the memory that it does not use to its
 * host, and has to obtain it anew then. Large pages are the ones that are
 * not in use, so small ones are far faster there.
 */
void Page_extents::_populate(char *extent)
{
	constexpr std::chrono::microseconds SLOW { 1000 };

	size_t done = 0;

	if (_large_pages) {
		madvise(extent, SIZE, MADV_HUGEPAGE);

		auto const start = Clock::now();
		madvise(extent, ALIGNMENT, MADV_POPULATE_WRITE);
		done = ALIGNMENT;

		_large_pages = Clock::now() - start < SLOW;
	}
	if (!_large_pages)
		madvise(extent + done, SIZE - done, MADV_NOHUGEPAGE);

	_workers.execute((SIZE - done)/ALIGNMENT, [&] (size_t part) {
		madvise(extent + done + part*ALIGNMENT, ALIGNMENT, MADV_POPULATE_WRITE); });
}


char *Page_extents::_fresh()
{
	char * const extent = map_aligned(SIZE);

	_populate(extent);
	return extent;
}


char *Page_extents::take()
{
	{
		std::unique_lock lock(_mutex);

		/* the last one may be in preparation */
		_change.wait(lock, [&] { return !_ready.empty() || !_preparing || _count < _max; });

		if (!_ready.empty()) {
			char * const extent = _ready.back();
			_ready.pop_back();
			return extent;
		}
		if (_count >= _max)
			return nullptr;
		_count++;
	}

	try { return _fresh(); }
	catch (...) {
		std::lock_guard guard(_mutex);
		_count--;
		throw;
	}
}


/***********************
 ** Memory in advance **
 ***********************/

bool Page_extents::_stopped_within(std::chrono::nanoseconds time)
{
	std::unique_lock lock(_mutex);
	return _change.wait_for(lock, time, [&] { return _stop; });
}


/*
 * Leave a part of the CPU time to others
 *
 * \param start  when the work began
 *
 * \return  false if the preparation is to be stopped
 */
bool Page_extents::_rest_after(Clock::time_point start)
{
	return !_stopped_within((Clock::now() - start)/(PARTS_OF_TIME - 1));
}


/*
 * Bring pages into being one after the other
 *
 * In contrast to a single request, this keeps nobody from changing the address
 * space of nucleus meanwhile. The first access to a large page is all that
 * takes time.
 *
 * \return  false if it was given up
 */
bool Page_extents::_touch(char *extent)
{
	madvise(extent, SIZE, MADV_HUGEPAGE);

	for (char volatile *part = extent; part < extent + SIZE; part += ALIGNMENT) {

		auto const start = Clock::now();

		for (char volatile *page = part; page < part + ALIGNMENT; page += PAGE_SIZE)
			*page = 0;

		if (!_rest_after(start))
			return false;
	}
	return true;
}


/*
 * Return true if something was done
 */
bool Page_extents::_prepare_one(size_t wanted)
{
	uint64_t const free = free_memory();
	{
		std::lock_guard guard(_mutex);

		if (_stop || _count >= _max || _count*SIZE >= wanted
		 || (_ready.size() + 1)*SIZE*MEMORY_FOR_OTHERS > free)
			return false;

		_ready.reserve(_ready.size() + 1);
		_count++;
		_preparing = true;
	}

	char *extent = nullptr;
	try {
		extent = map_aligned(SIZE);
		if (!_touch(extent)) {
			release(extent);
			extent = nullptr;
		}
	} catch (System_error const &) { /* to be reported to whoever needs it */ }

	std::lock_guard guard(_mutex);

	_preparing = false;
	if (extent)
		_ready.push_back(extent);
	else
		_count--;

	_change.notify_all();
	return extent;
}


/*
 * An extent more than wanted is kept, lest a little change is followed at once
 */
void Page_extents::_drop_surplus(size_t wanted)
{
	for (;;) {
		char *extent;
		{
			std::lock_guard guard(_mutex);

			if (_ready.empty() || (_count - 1)*SIZE < wanted + SIZE)
				return;

			extent = _ready.back();
			_ready.pop_back();
			_count--;
		}
		release(extent);
	}
}


void Page_extents::_run(Demand_fn const &demand)
{
	pthread_setname_np(pthread_self(), "page supply");

	/* this is the last to be urgent, however nucleus is scheduled */
	sched_param const parameters { };
	pthread_setschedparam(pthread_self(), SCHED_OTHER, &parameters);

	size_t previous = 0;

	for (;;) {
		auto   const start   = Clock::now();
		Demand const current = demand();

		if (!_rest_after(start))
			return;

		_drop_surplus(current.bytes);
		while (_prepare_one(current.bytes));

		/* as long as what was allocated is being filled, nobody tells */
		if (current.bytes == previous && !current.unsettled) {
			std::unique_lock lock(_mutex);
			_change.wait(lock, [&] { return _stop || _demand_changed; });
		}
		previous = current.bytes;

		_demand_changed = false;
		if (_stopped_within(SETTLE_TIME))
			return;
	}
}


void Page_extents::start_preparing(Demand_fn const &demand)
{
	_stop = false;
	_thread.emplace([this, demand] { _run(demand); });
}


void Page_extents::stop_preparing()
{
	if (!_thread)
		return;

	{
		std::lock_guard guard(_mutex);
		_stop = true;
		_change.notify_all();
	}
	_thread->join();
	_thread.reset();
}


void Page_extents::demand_changed()
{
	if (_demand_changed.exchange(true))
		return;

	std::lock_guard guard(_mutex);
	_change.notify_all();
}
