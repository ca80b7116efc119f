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
#include <host/scheduling.h>
#include <host/spin.h>

using namespace Host;


Assistant::~Assistant()
{
	finish();

	if (_thread.joinable()) {
		_state = STOP;
		_state.notify_all();
		_thread.join();
	}
}


void Assistant::_start_thread()
{
	if (_thread.joinable() || available_cpus().size() < 2)
		return;

	try { _thread = std::thread([this] { _run(); }); }
	catch (std::system_error const &) { /* the user does the job */ }
}


void Assistant::_stay_awake()
{
	using Clock = std::chrono::steady_clock;

	auto const deadline = Clock::now() + std::chrono::microseconds(300);

	while (_state == ALERT && Clock::now() < deadline)
		sched_yield();

	int alert = ALERT;
	_state.compare_exchange_strong(alert, IDLE);
}


void Assistant::_run()
{
	pthread_setname_np(pthread_self(), "assistant");
	_thread_id = gettid();

	for (;;) {
		int const state = _state;

		if (state == STOP)
			return;

		if (state == ALERT) {
			_stay_awake();
			continue;
		}
		if (state != READY) {
			_state.wait(state);
			continue;
		}
		if (_take()) {
			_job();
			_state = DONE;
			_state.notify_all();
		}
	}
}


/*
 * The host tends to wake up a thread on the processor of the one that does so,
 * where it would wait
 */
void Assistant::_make_way()
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
	_start_thread();
	_make_way();

	_state = ALERT;
	_state.notify_all();
}


void Assistant::begin(Job_fn job)
{
	_start_thread();
	_make_way();

	_job   = std::move(job);
	_state = READY;
	_state.notify_all();
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
