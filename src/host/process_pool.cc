/*
 * \brief  Stock of fresh processes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <chrono>
#include <stdexcept>
#include <utility>

#include <pthread.h>

#include <host/process_pool.h>
#include <host/system_error.h>

using namespace Host;


namespace {

	/* whoever takes a process needs the processors for using it */
	constexpr std::chrono::milliseconds RESPITE { 5 };
}


Process_pool::Process_pool(Process_environment const &env, unsigned target, unsigned threads)
:
	_env(env), _target(target), _threads(threads), _creator([this] { _run_creator(); })
{
	try { _disposer = std::thread([this] { _run_disposer(); }); }
	catch (...) {
		_end();
		throw;
	}
}


void Process_pool::_end()
{
	{
		std::lock_guard guard(_mutex);
		_stop = true;
		_changed.notify_all();
	}
	if (_disposer.joinable())
		_disposer.join();

	_creator.join();
}


std::unique_ptr<Process> Process_pool::_create() const
{
	auto process = std::make_unique<Process>(_env);

	for (unsigned i = 0; i < _threads; i++)
		process->carrier(i).prepare();

	if (process->flush())
		return process;

	if (int const error = process->refusal())
		throw System_error("set up a component process", "", error);

	throw std::runtime_error("a fresh component process ended at once");
}


void Process_pool::_fill(std::unique_lock<std::mutex> &lock)
{
	lock.unlock();

	std::unique_ptr<Process> process;
	std::string              error;

	try { process = _create(); }
	catch (System_error const &e) {
		std::string const object = e.path().empty() ? "" : " '" + e.path().string() + "'";

		error = "cannot " + e.operation() + object + ": " + reason_of_refusal(e.number());
	}
	catch (std::exception const &e) { error = e.what(); }

	lock.lock();

	_error = error;
	if (process)
		_stock.push_back(std::move(process));

	_changed.notify_all();
}


void Process_pool::_run_creator()
{
	pthread_setname_np(pthread_self(), "process pool");

	std::unique_lock lock(_mutex);

	while (!_stop) {

		/* after a failure, the next one who needs a process triggers a new attempt */
		bool const wanted = _stock.size() < _target && _error.empty();

		if (wanted && (_stock.empty() || Clock::now() >= _refill))
			_fill(lock);

		else if (wanted)
			_changed.wait_until(lock, _refill);

		else
			_changed.wait(lock);
	}

	/* the processes die with their creator */
	_stock.clear();
}


void Process_pool::_run_disposer()
{
	pthread_setname_np(pthread_self(), "disposer");

	std::unique_lock lock(_mutex);

	while (!_stop || !_discarded.empty()) {

		if (_discarded.empty()) {
			_changed.wait(lock);
			continue;
		}
		auto discarded = std::exchange(_discarded, { });
		_disposing = true;
		lock.unlock();
		discarded.clear();
		lock.lock();
		_disposing = false;
		_changed.notify_all();
	}
}


/*
 * A process may have been killed while it was waiting for its use
 */
void Process_pool::_sort_out()
{
	while (!_stock.empty() && _stock.front()->dead()) {
		_discarded.push_back(std::move(_stock.front()));
		_stock.pop_front();
		_changed.notify_all();
	}
}


std::unique_ptr<Process> Process_pool::take()
{
	std::unique_lock lock(_mutex);

	_error.clear();
	_changed.notify_all();
	_changed.wait(lock, [&] {
		_sort_out();
		return !_stock.empty() || !_error.empty(); });

	if (_stock.empty())
		throw std::runtime_error("cannot create a process for a component: " + _error);

	auto process = std::move(_stock.front());
	_stock.pop_front();
	_refill = Clock::now() + RESPITE;
	_changed.notify_all();
	return process;
}


void Process_pool::settle()
{
	std::unique_lock lock(_mutex);
	_changed.wait(lock, [&] { return _discarded.empty() && !_disposing; });
}


void Process_pool::discard(std::unique_ptr<Process> process)
{
	process->kill();

	/* it takes a while to die, but is not among those that are asked anymore */
	process->suspect_writes();

	std::lock_guard guard(_mutex);
	_discarded.push_back(std::move(process));
	_changed.notify_all();
}
