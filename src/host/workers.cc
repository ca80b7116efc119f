/*
 * \brief  Threads that share a piece of work
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <system_error>

#include <pthread.h>

#include <host/scheduling.h>
#include <host/workers.h>

using namespace Host;


Workers::~Workers()
{
	{
		std::lock_guard guard(_mutex);
		_stop = true;
		_work.notify_all();
	}
	for (std::thread &thread : _threads)
		thread.join();
}


void Workers::_start_threads()
{
	try {
		while (_threads.size() < std::min(available_cpus().size() - 1, MAX_THREADS))
			_threads.emplace_back([this] { _run(); });

	} catch (std::system_error const &) { /* fewer ones do as well */ }
}


/*
 * Called and left with the mutex held
 */
void Workers::_do_parts(std::unique_lock<std::mutex> &lock)
{
	while (_next < _parts) {

		size_t          const part = _next++;
		Part_fn const * const fn   = _fn;

		_active++;
		lock.unlock();
		(*fn)(part);
		lock.lock();
		_active--;
	}
	if (!_active)
		_done.notify_one();
}


void Workers::_run()
{
	pthread_setname_np(pthread_self(), "worker");

	std::unique_lock lock(_mutex);

	for (;;) {
		_work.wait(lock, [&] { return _stop || _next < _parts; });
		if (_stop)
			return;

		_do_parts(lock);
	}
}


void Workers::execute(size_t parts, Part_fn const &fn)
{
	if (parts <= 1) {
		if (parts)
			fn(0);
		return;
	}

	if (_threads.empty())
		_start_threads();

	std::unique_lock lock(_mutex);

	_fn    = &fn;
	_next  = 0;
	_parts = parts;

	_work.notify_all();
	_do_parts(lock);
	_done.wait(lock, [&] { return !_active; });

	_fn    = nullptr;
	_parts = 0;
}
