/*
 * \brief  Operations that threads request from the kernel
 *
 * All arguments are foreign: each is read once and checked here.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <atomic>
#include <limits>
#include <utility>

#include <kernel/invocation.h>
#include <kernel/message.h>
#include <kernel/system.h>
#include <kernel/thread.h>

using namespace Kernel;


namespace {

	/* an argument that is no slot number becomes a slot that is never used */
	Slot slot_arg(uint64_t arg) { return arg < Cap_space::MAX_SLOTS ? Slot(arg) : 0; }

	/**
	 * Return copy of the message data, which the sender may modify meanwhile
	 */
	std::string text(Message const &message, size_t limit = Message::MAX_DATA)
	{
		size_t const size = std::min<size_t>(message_size(message), limit);

		return std::string(reinterpret_cast<char const *>(message.data), size);
	}
}


template <typename T>
T *Thread::_usable(Slot slot, Kind kind)
{
	Mapping const * const mapping = _task->caps().lookup(slot);

	if (!mapping || mapping->object->kind() != kind) {
		_complete(Status::INVALID_CAPABILITY);
		return nullptr;
	}
	if (!mapping->rights.may_use()) {
		_complete(Status::DENIED);
		return nullptr;
	}
	return static_cast<T *>(mapping->object);
}


template Irq *Thread::_usable<Irq>(Slot, Kind);


/*
 * The thread may run on another CPU if it is about to end
 */
void Thread::_release_caps()
{
	uint32_t const count = std::min(std::atomic_ref(_utcb->num_released).load(), Utcb::MAX_RELEASED);

	for (uint32_t i = 0; i < count; i++) {
		Utcb::Released const released = _utcb->released[i];
		_task->caps().release(slot_arg(released.slot), released.deliveries);
	}
	if (count)
		_utcb->num_released = 0;
}


Thread::Request Thread::_posted_request() const
{
	Request request { .operation = std::atomic_ref(_utcb->operation).load(std::memory_order_relaxed),
	                  .arg       = { } };

	std::copy(std::begin(_utcb->arg), std::end(_utcb->arg), request.arg);
	return request;
}


/*
 * Return true if the request has effects on threads and IRQs only, those of the
 * services for threads among them
 */
bool Thread::_simple(Request const &request) const
{
	switch (request.operation) {

	case Operation::IPC_REPLY_AND_WAIT:
	case Operation::IPC_SEND:
	case Operation::IRQ_TRIGGER:
	case Operation::CLOCK:
		return true;

	case Operation::IPC_CALL: {
		Mapping const * const mapping = _task->caps().lookup(slot_arg(request.arg[0]));
		return !mapping || !mapping->object->handler() || mapping->object->kind() == Kind::THREAD;
	}
	default:
		return false;
	}
}


bool Thread::execute_simple_request(Lock_guard &lock)
{
	/* what the UTCB tells before is about a previous operation */
	uint32_t number;
	if (_task->frozen() || !_request_posted(number) || _carrier->fault_posted())
		return false;

	Request const request = _posted_request();
	if (!_simple(request))
		return false;

	_request = number;

	Ref<Thread> const self(*this);

	_execute_operation(request);
	_finish_request(lock);
	return true;
}


void Thread::_execute_operation(Request const &request)
{
	_release_caps();

	auto const &[operation, args] = request;

	bool const blocking = operation == Operation::IPC_CALL
	                   || operation == Operation::IRQ_RECEIVE
	                   || operation == Operation::IPC_SLEEP;

	/* unless it was a wait within the process that was cancelled */
	if (blocking && std::exchange(_cancel, false) && _carrier->take_canceled()) {
		_complete(Status::CANCELED);
		return;
	}

	switch (operation) {

	case Operation::IPC_CALL: _call(slot_arg(args[0])); return;

	case Operation::IPC_REPLY_AND_WAIT:
		if (args[0])
			(void)_reply(args[0], Offer::CHANNEL);
		_wait();
		return;

	case Operation::IPC_SEND:  _complete(_reply(args[0], Offer::NOTHING)); return;
	case Operation::IPC_SLEEP: _sleep(args[0]);            return;

	case Operation::IRQ_RECEIVE: _irq_receive(slot_arg(args[0])); return;

	case Operation::IRQ_TRIGGER:
		if (Irq * const irq = _usable<Irq>(slot_arg(args[0]), Kind::IRQ)) {
			irq->trigger();
			_complete(Status::OK);
		}
		return;

	case Operation::THREAD_IDENTITY:
		{
			Slot const slot = _task->caps().insert(*this, Rights::identify(), nullptr);
			_complete(slot ? Status::OK : Status::OUT_OF_RESOURCES, slot);
			return;
		}

	case Operation::CLOCK:        _complete(Status::OK, _task->clock()); return;
	case Operation::THREAD_YIELD: _complete(Status::OK);                return;
	case Operation::THREAD_EXIT:  _state = State::EXITED;               return;

	case Operation::DEBUG_OUTPUT:
		if (_sys().diagnostics())
			_sys().diagnostics()->diagnostic_output(*_task, text(_utcb->message));
		_complete(Status::OK);
		return;

	default:
		_execute_cap_operation(operation, args);
		return;
	}
}


void Thread::_execute_cap_operation(Operation operation, uint64_t const *args)
{
	Cap_space &caps = _task->caps();
	Slot const slot = slot_arg(args[0]);

	switch (operation) {

	case Operation::GATE_LABEL: _label_gate(slot, args[1]); return;

	case Operation::TASK_CAP_VALID:
		_complete(Status::OK, caps.lookup(slot) != nullptr);
		return;

	/* an object occupies one slot at most */
	case Operation::TASK_CAP_EQUAL:
		_complete(Status::OK, caps.lookup(slot) && slot == slot_arg(args[1]));
		return;

	case Operation::TASK_CAP_RELEASE:
		_complete(Status::OK, caps.release(slot, uint32_t(std::min<uint64_t>(args[1], ~0u))));
		return;

	case Operation::TASK_UNMAP:
		if (Mapping * const mapping = caps.lookup(slot)) {
			Cap_space::revoke(*mapping, args[1] != 0);
			_complete(Status::OK);
			return;
		}
		_complete(Status::INVALID_CAPABILITY);
		return;

	case Operation::TASK_CAP_MAP:
		_task->cap_map(args[0]);
		_complete(Status::OK);
		return;

	default:
		_complete(Status::INVALID_OPERATION);
		return;
	}
}


/*
 * The message data, if any, is the name of the gate for people.
 */
void Thread::_label_gate(Slot slot, uint64_t label)
{
	constexpr size_t MAX_NAME = 48;

	Gate * const gate = _usable<Gate>(slot, Kind::GATE);
	if (!gate)
		return;

	if (!gate->server() || !(gate->server()->task() == _task)) {
		_complete(Status::DENIED);
		return;
	}
	gate->label(label);

	std::string const name = text(_utcb->message, MAX_NAME);
	if (!name.empty())
		gate->name(name);

	_complete(Status::OK);
}
