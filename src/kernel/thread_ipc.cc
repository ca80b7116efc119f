/*
 * \brief  Synchronous communication of threads
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <kernel/channel.h>
#include <kernel/expected_calls.h>
#include <kernel/invocation.h>
#include <kernel/held_reply.h>
#include <kernel/message.h>
#include <kernel/system.h>
#include <kernel/thread.h>

using namespace Kernel;


/************
 ** Client **
 ************/

void Thread::_call(Slot slot)
{
	Mapping const * const mapping = _task->caps().lookup(slot);

	if (!mapping) {
		_complete(Status::INVALID_CAPABILITY);
		return;
	}
	if (!mapping->rights.may_use()) {
		_complete(Status::DENIED);
		return;
	}

	Object &object = *mapping->object;

	if (object.kind() == Kind::GATE)
		static_cast<Gate &>(object).count_call();

	if (Invocation_handler * const handler = object.handler()) {
		_invoke(object, *handler);
		return;
	}
	if (object.kind() == Kind::GATE && static_cast<Gate &>(object).server()) {
		_called_slot = 0;
		_consider_channel(slot, static_cast<Gate &>(object));
		_find_reply_channel();
		_begin_call(Ref<Gate>(static_cast<Gate &>(object)));
		return;
	}
	_complete(Status::INVALID_CAPABILITY);
}


void Thread::_begin_call(Ref<Gate> const &gate)
{
	_repeated = 0;
	_submit(gate, _call_number + 1);
}


void Thread::_submit(Ref<Gate> const &gate, uint64_t call_number)
{
	_gate        = gate;
	_server      = gate->server();
	_call_number = call_number;

	if (_continue_expected_call())
		return;

	Ref<Thread> const self(*this);

	/* the call may not be known to the kernel anymore when the server has it */
	Ref<Thread> const server = _server;

	if (server->_state == State::WAITING) {
		server->_receive_from(self);
		return;
	}
	_state = State::SENDING;
	server->_senders.push_back(self);
	server->_summon();

	/* those who wait for an answer of this thread will not get it soon */
	if (server->_task->frozen())
		_sys().notify_change();
}


bool Thread::_continue_expected_call()
{
	Task &task = *_server->_task;

	if (task.expected_calls().empty())
		return false;

	auto expected = task.expected_calls().take(*this);
	if (!expected)
		return false;

	auto &[token, call] = *expected;

	_state = State::AWAITING_REPLY;

	if (!call.reply) {
		task.restore_call(token, { Ref<Thread>(*this), _call_number, call.server });
		return true;
	}
	_held_reply = std::move(call.reply);
	deliver_held_reply();
	return true;
}


void Thread::read_call(Invocation::Payload &payload) const
{
	read_message(_utcb->message, *_task, payload);
}


Thread const *Thread::served_client() const
{
	auto const &calls = _task->calls();

	auto const served = std::find_if(calls.rbegin(), calls.rend(), [this] (auto const &token_and_call) {
		Call const &call = token_and_call.second;

		return call.server.get() == this && call.client->_state == State::AWAITING_REPLY
		    && call.client->_call_number == call.number;
	});
	return served == calls.rend() ? nullptr : served->second.client.get();
}


bool Thread::waits_for_frozen() const
{
	return find_server([] (Thread const &server) { return server._task->frozen(); });
}


/*
 * The answer is delivered when its effects are in place, see
 * 'Entry::handle_entry'.
 */
void Thread::_invoke(Object &object, Invocation_handler &handler)
{
	_invocation     = std::make_unique<Invocation>(*this, object);
	_state          = State::IN_SERVICE;
	_service_status = Status::OK;
	_service++;

	read_message(_utcb->message, *_task, _invocation->request);

	/* exceptions of the framework have no common base with those of the language */
	try { handler.invoke(*_invocation); }
	catch (...) { _service_status = Status::OUT_OF_RESOURCES; }
}


void Thread::_finish_service(uint64_t service)
{
	/* the thread may have been destroyed or restored in the meantime */
	if (_state != State::IN_SERVICE || _service != service)
		return;

	auto const invocation = std::move(_invocation);

	if (_service_status == Status::OK)
		write_message(invocation->reply, _utcb->message, *_task);

	_complete(_service_status);
}


void Thread::server_gone()
{
	if (_state != State::SENDING && _state != State::AWAITING_REPLY)
		return;

	_complete(Status::SERVER_GONE);
}


/************
 ** Server **
 ************/

void Thread::_wait()
{
	_state = State::WAITING;

	if (_senders.empty()) {
		_watch_channels();
		return;
	}
	Ref<Thread> const client = _next_sender();
	_show_callers();
	_receive_from(client);
}


/*
 * The one that waits for the longest time, but no task is served twice in a
 * row while another one waits. Otherwise, a task would get the larger a share
 * the more threads it lets call.
 */
Ref<Thread> Thread::_next_sender()
{
	auto it = std::ranges::find_if(_senders, [&] (Ref<Thread> const &client) {
		return client->_task->id() != _served; });

	if (it == _senders.end())
		it = _senders.begin();

	Ref<Thread> client = *it;
	_senders.erase(it);
	return client;
}


/*
 * \pre  the thread waits, the client has a call to the thread
 */
void Thread::_receive_from(Ref<Thread> const &client)
{
	transfer(client->_utcb->message, *client->_task, _utcb->message, *_task);

	_utcb->message.label     = client->_gate->label();
	_utcb->message.from_core = client->_carrier ? 0 : 1;

	if (!_leave_reply_to(*client)) {
		_utcb->message.reply = _task->add_call({ client, client->_call_number,
		                                         Ref<Thread>(*this) });
		client->_state = State::AWAITING_REPLY;
	}

	_served = client->_task->id();
	_complete(Status::OK);
}


/*
 * A call that came through a channel is known to the kernel once the channel
 * is closed
 */
Call const *Thread::_received_call(Task::Token token)
{
	if (Channel * const channel = _task->channel(token))
		_close(*channel);

	return _task->call(token);
}


Status Thread::_reply(Task::Token token, Offer offer)
{
	Call const * const found = _received_call(token);
	if (!found)
		return _hold_reply(token);

	Call const call = *found;
	_task->remove_call(token);

	Thread &client = *call.client;

	if (client._state != State::AWAITING_REPLY || client._call_number != call.number)
		return Status::OK;

	/* the gate may have vanished before the client was restored */
	if (client._gate && client._gate->replies_held()) {
		client._held_reply = std::make_unique<Held_reply>(_task);
		read_message(_utcb->message, *_task, client._held_reply->payload);
		client._gate->add_held_client(call.client);
		return Status::OK;
	}

	transfer(_utcb->message, *_task, client._utcb->message, *client._task);
	if (offer == Offer::CHANNEL)
		_offer_channel(client);
	client._complete(Status::OK);
	return Status::OK;
}


/*
 * Reply to a call that is not made again yet
 */
Status Thread::_hold_reply(Task::Token token)
{
	Expected_call * const call = _task->expected_calls().unanswered(token);
	if (!call)
		return Status::INVALID_OPERATION;

	call->reply = std::make_unique<Held_reply>(_task);
	read_message(_utcb->message, *_task, call->reply->payload);
	return Status::OK;
}


void Thread::deliver_held_reply()
{
	auto const reply = std::move(_held_reply);

	if (!reply || _state != State::AWAITING_REPLY)
		return;

	write_message(reply->payload, _utcb->message, *_task, &reply->server->caps());
	_complete(Status::OK);
}


void Thread::reject_senders(Gate &gate)
{
	std::deque<Ref<Thread>> rejected;

	for (Ref<Thread> const &client : _senders)
		if (client->_gate.get() == &gate)
			rejected.push_back(client);

	for (Ref<Thread> const &client : rejected) {
		std::erase(_senders, client);
		client->server_gone();
	}
}


void Thread::move_senders(Gate &gate, Ref<Thread> const &server)
{
	std::deque<Ref<Thread>> moved;

	for (Ref<Thread> const &client : _senders)
		if (client->_gate.get() == &gate)
			moved.push_back(client);

	for (Ref<Thread> const &client : moved) {
		std::erase(_senders, client);
		client->_server = server;
		if (server->_state == State::WAITING)
			server->_receive_from(client);
		else {
			server->_senders.push_back(client);
			server->_summon();
		}
	}
}


/*********
 ** IRQ **
 *********/

void Thread::irq_received() { _complete(Status::OK); }
void Thread::irq_detached() { _complete(Status::INVALID_CAPABILITY); }


void Thread::_irq_receive(Slot slot)
{
	Irq * const irq = _usable<Irq>(slot, Kind::IRQ);
	if (!irq)
		return;

	if (irq->attached().get() != this) {
		_complete(Status::INVALID_OPERATION);
		return;
	}
	if (irq->consume()) {
		_complete(Status::OK);
		return;
	}
	_irq   = Ref<Irq>(*irq);
	_state = State::RECEIVING;
}


/***********
 ** Sleep **
 ***********/

void Thread::_sleep(uint64_t duration)
{
	uint64_t const now = _sys().time();

	_state    = State::SLEEPING;
	_deadline = duration > FOREVER - now ? FOREVER : now + duration;

	if (_deadline == FOREVER)
		return;

	/* the condition tells the sleep from a later one */
	_timeout = _sys().timeouts().schedule(_deadline, [self = Ref<Thread>(*this), this] {
		if (_state == State::SLEEPING && _deadline <= _sys().time())
			_complete(Status::OK);
	});
}
