/*
 * \brief  Thread
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <utility>

#include <host/futex.h>
#include <kernel/channel.h>
#include <kernel/held_reply.h>
#include <kernel/invocation.h>
#include <kernel/system.h>
#include <kernel/thread.h>
#include <kernel/thread_entry.h>

using namespace Kernel;


Thread::Thread(System &system, Ref<Task> const &task, unsigned index, std::string const &name)
:
	Object(system, Kind::THREAD, name), _task(task), _index(index),
	_entry(std::make_shared<Entry>(system, *this))
{
	_task->add_thread(*this);
}


Thread::~Thread() { }


char const *Thread::state_name(State state)
{
	switch (state) {
	case State::STOPPED:        return "stopped";
	case State::RUNNING:        return "running";
	case State::IN_SERVICE:     return "in service";
	case State::SENDING:        return "sending";
	case State::AWAITING_REPLY: return "awaiting reply";
	case State::WAITING:        return "waiting for calls";
	case State::RECEIVING:      return "receiving IRQ";
	case State::SLEEPING:       return "sleeping";
	case State::FAULTED:        return "faulted";
	case State::EXITED:         return "exited";
	}
	return "?";
}


void Thread::_destroy()
{
	if (_utcb)
		_release_caps();

	_leave_channels();
	_exit_blocking();

	for (Ref<Thread> const &client : std::exchange(_senders, { }))
		client->server_gone();

	/* answer the calls that nobody will reply to */
	Task::Calls const calls = _task->calls();
	for (auto const &[token, call] : calls)
		if (call.server.get() == this) {
			_task->remove_call(token);
			call.client->server_gone();
		}

	_entry->detach();
	_task->remove_thread(*this);

	if (_carrier)
		_sys().transaction().reset(*_task->process(), *_carrier, _task);
	else
		_task->free_index(_index);

	_carrier = nullptr;
	_utcb    = nullptr;
	_state   = State::STOPPED;
	_sys().notify_change();
}


/*************
 ** Control **
 *************/

bool Thread::start(Host::Registers const &registers)
{
	if (_state != State::STOPPED || !alive())
		return true;

	if (!_task->process())
		return false;

	_carrier = &_task->process()->carrier(_index);
	_utcb    = &_carrier->utcb();
	_task->thread_changed();
	_state   = State::RUNNING;
	_request = _carrier->posted();

	_sys().transaction().flush(*_task->process());

	if (_paused || _task->frozen())
		_carrier->hold(_sys().new_hold_reason());
	else
		_carrier->release();

	_carrier->scheduling(_scheduling);
	_carrier->single_step(_single_step);
	_carrier->start(registers, name(), _entry);
	return true;
}


void Thread::abandon()
{
	_close_channels();

	/* the process is not going to be changed anymore */
	_carrier = nullptr;
	_task->thread_changed();

	_leave_channels();
	_exit_blocking();

	_utcb    = nullptr;
	_state   = State::STOPPED;
	_invocation.reset();
	_sys().notify_change();
}


Host::Carrier *Thread::leave_carrier()
{
	Host::Carrier * const carrier = _carrier;

	/* as long as there is a carrier, its mappings of channels are removed */
	_leave_channels();

	abandon();
	return carrier;
}


/*
 * Withdraw from whatever the thread waits for
 */
void Thread::_exit_blocking()
{
	switch (_state) {

	/* a restored call has no server until it is sent again */
	case State::SENDING:
		if (_server)
			std::erase(_server->_senders, Ref<Thread>(*this));
		break;

	case State::AWAITING_REPLY:
		if (_server)
			_server->task()->remove_call(*this);
		break;

	case State::SLEEPING:
		_sys().timeouts().cancel(_timeout);
		break;

	default:
		break;
	}
	_gate   = { };
	_server = { };
	_irq    = { };
	_held_reply.reset();
}


void Thread::cancel_blocking()
{
	/* a server waits as long as it likes */
	if (_in_direct_wait())
		return;

	_close_called_channels();

	switch (_state) {

	case State::SENDING:
	case State::AWAITING_REPLY:
	case State::RECEIVING:
	case State::SLEEPING:
		_exit_blocking();
		_complete(Status::CANCELED);
		return;

	case State::RUNNING:
	case State::IN_SERVICE:

		/* it stands still as long as nobody wakes it up */
		if (_task->frozen() && _carrier && !_carrier->held()) {
			_task->cancel_when_thawed(*this);
			return;
		}
		_wake_from_channels();

		/* nobody may rely on that it stands still */
		_task->thread_changed();

		/* either the wait within the process is cancelled or the next operation */
		if (!_carrier || !_carrier->cancel_block())
			_cancel = true;
		return;

	default:
		return;
	}
}


void Thread::pause()
{
	if (_paused)
		return;

	_paused = true;

	/* nobody may rely on that it stands still without being held */
	_task->thread_changed();

	if (!_carrier || !hold(_sys().new_hold_reason()))
		return;

	/* whoever asked for the pause may rely on it when the operation returns */
	_carrier->interrupt();
	_sys().transaction().park(*_task->process(), *_carrier);
}


void Thread::resume()
{
	_paused = false;
	release_hold();
}


/*
 * A thread that runs is interrupted to notice the change. One that was at the
 * end of an operation notices it there.
 */
void Thread::single_step(bool enabled)
{
	_single_step = enabled;
	if (!_carrier)
		return;

	_carrier->single_step(enabled);

	if (!blocked() && !_carrier->held())
		_carrier->interrupt();
}


void Thread::scheduling(Host::Scheduling const &scheduling)
{
	_scheduling = scheduling;

	if (_carrier)
		_carrier->scheduling(scheduling);
}


bool Thread::hold(uint32_t reason)
{
	if (!_carrier)
		return false;

	_carrier->hold(reason);
	_close_channels();
	_settle_wait();
	return !blocked();
}


void Thread::release_hold()
{
	let_go();
	Host::order_accesses();
	rouse();
}


void Thread::let_go()
{
	if (_free_to_go()) {
		_at_exit = false;
		_carrier->let_go();
	}
}


void Thread::rouse()
{
	if (_free_to_go())
		_carrier->rouse();
}


bool Thread::request_pending() const
{
	return _state == State::RUNNING && _carrier && _carrier->posted() != _request;
}


bool Thread::waits_for_event() const
{
	return _state == State::RECEIVING || _state == State::SLEEPING
	    || (_state == State::RUNNING && _carrier && _carrier->waits_for_wakeup());
}


bool Thread::blocked() const
{
	return _state != State::RUNNING || _at_exit || request_pending()
	    || (_carrier && _carrier->held_in_block());
}


void Thread::resolve_fault()
{
	if (_state == State::FAULTED)
		_complete(Status::OK);
}


bool Thread::read_registers(Host::Cpu_registers &registers) const
{
	return _carrier && _carrier->read_registers(blocked(), registers);
}


bool Thread::write_registers(Host::Cpu_registers const &registers)
{
	return _carrier && _carrier->write_registers(blocked(), registers);
}


/**************
 ** Requests **
 **************/

/*
 * Whoever froze the task may wait for a former carrier to vanish, whose
 * requests do not count anymore
 */
void Thread::Entry::handle_entry(Host::Carrier const &carrier)
{
	Lock_guard lock(_system);

	auto vanished = [&] { return !_thread || _thread->_carrier != &carrier; };

	lock.wait_for_change([&] { return vanished() || !_thread->task()->frozen(); });

	if (vanished())
		return;

	Ref<Thread> const thread(*_thread);

	if (!thread->_accept_request())
		return;

	thread->_execute_request();
	thread->_finish_request(lock);
}


/*
 * The lock is released meanwhile
 */
void Thread::_finish_request(Lock_guard &lock)
{
	if (_state != State::IN_SERVICE)
		return;

	uint64_t const service = _service;

	lock.execute_transaction();
	_finish_service(service);
}


/*
 * A request that is pending stays the same until the kernel executes it
 */
bool Thread::_request_posted(uint32_t &number) const
{
	return _state == State::RUNNING && _carrier
	    && _carrier->posted_request(number) && number != _request;
}


bool Thread::_accept_request()
{
	uint32_t number;
	if (!_request_posted(number))
		return false;

	_request = number;
	return true;
}


void Thread::_execute_request()
{
	if (!_carrier->fault_posted()) {
		_execute_operation(_posted_request());
		return;
	}

	_state = State::FAULTED;
	_fault = _carrier->fault();

	_stuck = !_sys().fault_handler() || !_sys().fault_handler()->handle_fault(*this, _fault);

	/* those who wait for an answer */
	if (_stuck)
		_sys().notify_change();
}


void Thread::_notify_completion()
{
	if (_carrier->held())
		_at_exit = true;

	_sys().transaction().wake(_carrier->settle(_request));

	/* whoever freezes the task waits for operations that are being executed */
	if (_task->frozen() || _sys().completions_watched())
		_sys().notify_change();
}


void Thread::_complete(Status status, uint64_t result)
{
	if (!_utcb)
		return;

	bool const fault = _state == State::FAULTED;

	_state  = State::RUNNING;
	_gate   = { };
	_server = { };
	_irq    = { };

	/* a faulted thread may have been interrupted amid filling its UTCB */
	if (!fault) {
		_utcb->status = status;
		_utcb->result = result;
	}
	_notify_completion();
}


/*************************
 ** Capture and restore **
 *************************/

Host::Carrier *Thread::prepare_restore()
{
	if (_state != State::STOPPED || !_task->process())
		return nullptr;

	_carrier = &_task->process()->carrier(_index);
	_utcb    = &_carrier->utcb();
	_task->thread_changed();

	_carrier->scheduling(_scheduling);

	_sys().transaction().flush(*_task->process());
	return _carrier;
}


void Thread::commit_restore(Restored const &restored, Host::Carrier::State const &carrier_state,
                            uint32_t hold_reason)
{
	_state       = restored.state;
	_call_number = restored.call_number;
	_repeated    = restored.repeated;
	_gate        = restored.gate;
	_server      = restored.server;
	_irq         = restored.irq;
	_deadline    = restored.deadline;
	_cancel      = restored.canceled;
	_paused      = restored.paused;
	_single_step = restored.single_step;
	_fault       = restored.fault;
	_stuck       = false;
	_at_exit     = false;

	_carrier->hold(hold_reason);

	/* registers may still have the flag of single stepping that ended before the capture */
	_carrier->single_step(true);
	_carrier->single_step(_single_step);

	_request = _carrier->resume(carrier_state, restored.request, name(), _entry);

	if (_state == State::SLEEPING && _deadline != FOREVER)
		_timeout = _sys().timeouts().schedule(_deadline, [self = Ref<Thread>(*this), this] {
			if (_state == State::SLEEPING && _deadline <= _sys().time())
				_complete(Status::OK);
		});
}


void Thread::withdraw_call()
{
	if (_state != State::SENDING && _state != State::AWAITING_REPLY)
		return;

	_exit_blocking();
	_complete(Status::SERVER_GONE);
}


void Thread::submit_call()
{
	if (_state != State::SENDING && _state != State::AWAITING_REPLY)
		return;

	if (!_gate || !_gate->alive() || !_gate->server()) {
		server_gone();
		return;
	}

	/* a stale record of the call must not be taken for the new one */
	_submit(Ref<Gate>(_gate), _call_number + 1);
}
