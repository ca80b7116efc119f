/*
 * \brief  Thread that does a job while its user does another
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <chrono>
#include <system_error>

#include <pthread.h>
#include <sched.h>
#include <unistd.h>

#include <host/assistant.h>
#include <host/heap_use.h>
#include <host/scheduling.h>
#include <host/spin.h>

using namespace Host;


Assistant::~Assistant()
{
	finish();

	if (_thread.joinable()) {
		_state = STOP;
		_wake();
		_thread.join();
	}
}


void Assistant::start()
{
	if (_thread.joinable() || available_cpus().size() < 2)
		return;

	try { _thread = std::thread([this] { _run(); }); }
	catch (std::system_error const &) { /* the user does the job */ }
}


/*
 * \param wakeups  number of wakeups when there was no job
 */
void Assistant::_wait_for_job(unsigned wakeups)
{
	using Clock = std::chrono::steady_clock;

	auto const deadline = Clock::now() + std::chrono::microseconds(300);

	while (_awake && Clock::now() < deadline) {
		if (_wakeups != wakeups)
			return;
		sched_yield();
	}
	_asleep = true;
	_wakeups.wait(wakeups);
	_asleep = false;
}


void Assistant::_run()
{
	pthread_setname_np(pthread_self(), "assistant");
	_thread_id = gettid();

	for (;;) {
		unsigned const wakeups = _wakeups;

		if (_state == STOP)
			return;

		if (_take()) {
			_job();
			_heap_requests = Host::heap_requests();
			_state = DONE;
			_state.notify_all();
		} else {
			_wait_for_job(wakeups);
		}
	}
}


void Assistant::_wake()
{
	using Clock = std::chrono::steady_clock;

	bool const asleep = _asleep;
	_wakeups++;

	auto const start = Clock::now();
	_wakeups.notify_one();

	if (asleep)
		_price.measured(Clock::now() - start);
}


/*
 * The host tends to wake up a thread on the processor of the one that does so,
 * where it would wait
 */
void Assistant::make_way()
{
	int const current = sched_getcpu();
	int const id      = _thread_id;

	if (current == _avoided || !id)
		return;

	_avoided = current;

	Scheduling wanted { };
	for (unsigned const cpu : available_cpus())
		if (int(cpu) != current)
			wanted.cpus.push_back(cpu);

	_scheduling = schedule(id, _scheduling, wanted);
}


void Assistant::prepare()
{
	start();
	make_way();
	rouse();
}


void Assistant::begin(Job_fn job, Duration work)
{
	start();

	bool const waits = _asleep && !_price.worthwhile(work);

	if (!waits && !_awake)
		make_way();

	_job   = std::move(job);
	_state = READY;

	if (!waits)
		_wake();
}


void Assistant::finish()
{
	if (_take()) {
		_job();
	} else if (!spin_until([&] { return _state != RUNNING; })) {
		_state.wait(RUNNING);
	}
	_state = IDLE;
}


void Assistant::share(size_t parts, Part_fn const &fn, Duration work)
{
	std::atomic<size_t> next { 0 };

	auto do_parts = [&] {
		for (size_t part; (part = next++) < parts; )
			fn(part); };

	/* a copy of the object would take memory */
	if (parts > 1)
		begin([&do_parts] { do_parts(); }, work);

	do_parts();
	finish();
}
