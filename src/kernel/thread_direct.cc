/*
 * \brief  Calls between threads that do not involve the kernel
 *
 * A thread in a direct operation is 'RUNNING' to the kernel. When anybody
 * wants to know more, or wants something of the thread, its channels are
 * closed. By this, the operation gets the state that it would have without
 * channels.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <kernel/channel.h>
#include <kernel/expected_calls.h>
#include <kernel/message.h>
#include <kernel/system.h>
#include <kernel/thread.h>

using namespace Kernel;


namespace {

	/* calls after which a gate gets a channel, and those to take the place of another */
	constexpr uint32_t CALLS_FOR_CHANNEL = 8;
	constexpr uint32_t CALLS_FOR_PLACE   = 64;

	/* waits of a server by the kernel without a request by a channel in between */
	constexpr unsigned MAX_WAITS = 8;
}


/*************
 ** Opening **
 *************/

/*
 * The thread executes the call by the kernel, so it does not use its channels.
 */
void Thread::_consider_channel(Slot slot, Gate &gate)
{
	Thread &server = *gate.server();

	if (!Host::Channel::supported() || !_carrier || !server._carrier || server._task == _task)
		return;

	_called_slot = slot;

	if (!_direct)
		_direct = std::make_unique<Direct_calls>();

	unsigned const place = Direct_calls::place(slot);

	auto &candidate = _direct->candidates[place];
	if (candidate.gate != gate.id() || candidate.slot != slot)
		candidate = { .gate = gate.id(), .slot = slot };

	if (candidate.calls < CALLS_FOR_PLACE)
		candidate.calls++;

	auto &channel = _direct->called[place];
	if (channel && channel->suits(slot, gate))
		return;

	if (candidate.calls < (channel ? CALLS_FOR_PLACE : CALLS_FOR_CHANNEL))
		return;

	try {
		auto fresh = std::make_shared<Channel>(*_task, _task->process()->arena(), *this, server,
		                                       slot, gate, place);

		Host::Memory previous { };
		fresh->client_mapping = _carrier->map_called(place, fresh->memory.memory(), previous);

		if (channel)
			_drop(*channel);
		channel = fresh;

		_sys().transaction().flush(*_task->process());
		_sys().transaction().free(std::move(previous));

	}
	catch (Host::Arena::Out_of_memory const &) { candidate.calls = 0; }
	catch (Channel_charge::Refused)            { candidate.calls = 0; }
}


/*
 * The client pays for the page no longer, so nobody keeps it
 */
void Thread::_drop(Channel &channel)
{
	_close(channel);

	if (channel.served && channel.server)
		channel.server->_leave_served(channel.server_place);
}


void Thread::_leave_served(unsigned place)
{
	_direct->served[place].reset();

	if (!_carrier)
		return;

	_sys().transaction().flush(*_task->process());
	_sys().transaction().free(_carrier->unmap_served(place));
}


void Thread::_leave_called(unsigned place)
{
	if (!_direct->called[place])
		return;

	_drop(*_direct->called[place]);
	_direct->called[place]->client = nullptr;
	_direct->called[place].reset();

	if (!_carrier)
		return;

	_sys().transaction().flush(*_task->process());
	_sys().transaction().free(_carrier->unmap_called(place));
}


void Thread::_serve_channel(std::shared_ptr<Channel> const &channel)
{
	if (!_direct)
		_direct = std::make_unique<Direct_calls>();

	unsigned const place = _direct->free_place();
	if (place == Abi::MAX_SERVED_CHANNELS)
		return;

	try {
		if (!_direct->watch)
			_direct->watch.emplace(*_task);

		Host::Memory previous { };
		channel->server_mapping = _carrier->map_served(place, channel->memory.memory(), previous);

		_sys().transaction().flush(*_task->process());
		_sys().transaction().free(std::move(previous));

	}
	catch (Host::Arena::Out_of_memory const &) { return; }
	catch (Channel_charge::Refused)            { return; }

	if (place == _direct->served.size())
		_direct->served.emplace_back();

	_direct->served[place] = channel;
	channel->server_place  = place;
	channel->served        = true;
}


/*
 * Client and server are within operations of the kernel, which is about to
 * deliver the reply.
 */
void Thread::_offer_channel(Thread &client)
{
	if (!client._direct || !client._carrier || !_carrier || !client._gate->alive())
		return;

	/* what comes by a channel is not compared with what is expected */
	if (!_task->expected_calls().empty())
		return;

	std::shared_ptr<Channel> const channel =
		client._direct->called[Direct_calls::place(client._called_slot)];

	if (!channel || channel->open || channel->server != this
	 || !channel->suits(client._called_slot, *client._gate))
		return;

	if (client._cancel || client._carrier->held() || client._task->frozen() || _carrier->held())
		return;

	Mapping const * const mapping = client._task->caps().lookup(channel->slot);

	if (!mapping || mapping->object != client._gate.get() || !mapping->rights.may_use())
		return;

	if (!channel->served) {
		_serve_channel(channel);
		return;
	}

	if (!client._task->process()->applied(channel->client_mapping)
	 || !_task->process()->applied(channel->server_mapping))
		return;

	_direct->waits = 0;

	channel->token = _task->add_channel(*channel);
	channel->open  = true;

	_carrier->served_call(channel->server_place, client._gate->label(), channel->token);
	channel->memory.open();
	client._carrier->called_slot(channel->client_place, channel->slot);
}


/*************
 ** Closing **
 *************/

/*
 * Take a call that is under way into the hands of the kernel
 *
 * What the client says about itself tells if there is a call, because the
 * server may have set the state of the channel to anything. A request that
 * the server has not taken needs no help: the client notices that the channel
 * is closed, and calls by the kernel.
 */
void Thread::_absorb_call(Channel &channel, Host::Channel::Snapshot const closed)
{
	using Channel_state = Host::Channel::State;

	auto under_way = [&] {
		return request_pending() && _carrier->direct_call(channel.client_place, closed.call); };

	if (closed.state != Channel_state::SERVING && closed.state != Channel_state::REPLY)
		return;

	/* the thread receives the reply or gives up, other steps are none of ours */
	bool taken = false;
	for (unsigned i = 0; i < 4 && !taken && under_way(); i++)
		taken = !_carrier->direct() || _carrier->take_over_wait();

	if (!taken)
		return;

	/* the thread may have received the reply right before, and begun something else */
	if (!under_way()) {
		_close_called_channels();
		if (request_pending())
			_carrier->report_request();
		return;
	}

	_request = _carrier->posted();

	if (closed.state == Channel_state::REPLY) {
		channel.memory.reply(_utcb->message);
		_complete(Status::OK);
		return;
	}

	_gate   = Ref<Gate>(channel.gate);
	_server = Ref<Thread>(*channel.server);
	_state  = State::AWAITING_REPLY;
	_call_number++;

	_server->_task->add_call(channel.token, { Ref<Thread>(*this), _call_number, _server });

	/* see 'waits_for_frozen' */
	_sys().notify_change();
}


/*
 * Complete the reception of a request that the server has taken from a channel
 */
void Thread::_finish_reception(Channel &channel)
{
	if (_state != State::RUNNING || !_carrier->take_over_reception(channel.server_place))
		return;

	_request = _carrier->posted();

	channel.memory.request(_utcb->message);
	_utcb->message.label     = channel.gate.label();
	_utcb->message.reply     = channel.token;
	_utcb->message.from_core = 0;

	_complete(Status::OK);
}


void Thread::_close(Channel &channel)
{
	if (!channel.open)
		return;

	channel.open = false;

	if (channel.client->_reply_channel == &channel)
		channel.client->_reply_channel = nullptr;

	/* there may have been any number of calls */
	channel.gate.count_call();

	Thread &client = *channel.client, &server = *channel.server;

	client._carrier->called_slot(channel.client_place, 0);

	Host::Channel::Snapshot const closed = channel.memory.close();

	client._absorb_call(channel, closed);

	if (closed.state == Host::Channel::State::SERVING)
		server._finish_reception(channel);

	/*
	 * From now on, the server ignores what the client writes to the channel.
	 * The label stays for a server that is copying the request just now.
	 */
	server._carrier->served_call(channel.server_place, channel.gate.label(), 0);
	server._task->remove_channel(channel.token);
}


void Thread::_close_called_channels()
{
	if (!_direct)
		return;

	for (auto const &channel : _direct->called)
		if (channel)
			_close(*channel);
}


/*
 * A server that changes the state of a channel at the right instant can keep
 * its client from noticing that the channel was closed
 */
void Thread::_wake_from_channels()
{
	if (!_direct)
		return;

	for (auto const &channel : _direct->called)
		if (channel && !channel->open)
			(void)channel->memory.close();
}


void Thread::_close_served_channels()
{
	for (auto const &channel : _direct->served)
		if (channel)
			_close(*channel);
}


void Thread::_close_channels()
{
	if (!_direct || !_carrier)
		return;

	_close_called_channels();
	_close_served_channels();
}


void Thread::close_channels(Gate const &gate, Task const *client)
{
	if (!_direct)
		return;

	for (auto const &channel : _direct->served)
		if (channel && channel->open && &channel->gate == &gate
		 && (!client || channel->client->_task.get() == client))
			_close(*channel);
}


void Thread::_leave_channels()
{
	if (!_direct)
		return;

	_close_channels();

	for (unsigned place = 0; place < _direct->called.size(); place++)
		_leave_called(place);

	for (unsigned place = 0; place < _direct->served.size(); place++)
		if (_direct->served[place]) {
			_direct->served[place]->server = nullptr;
			_leave_served(place);
		}

	_direct.reset();
}


/*************
 ** Waiting **
 *************/

bool Thread::_in_direct_wait() const
{
	return _state == State::RUNNING && _carrier && _carrier->direct_wait();
}


/*
 * Let the kernel execute a wait that the thread executes directly
 *
 * \return  true if there is one
 */
bool Thread::_take_over_wait()
{
	if (!_in_direct_wait() || !_carrier->take_over_wait())
		return false;

	/* the thread may have received a request meanwhile, and begun something else */
	if (!_carrier->waiting()) {
		_close_called_channels();
		if (request_pending())
			_carrier->report_request();
		return false;
	}
	_request = _carrier->posted();
	_release_caps();
	return true;
}


/*
 * Show the state of a server that has neither a reply to send nor a call to
 * receive, its channels being closed
 */
void Thread::_settle_wait()
{
	if (_direct && _carrier && _senders.empty() && _utcb->arg[0] == 0 && _take_over_wait())
		_state = State::WAITING;
}


/*
 * A call waits that came by the kernel
 */
void Thread::_summon()
{
	if (!_direct || !_carrier)
		return;

	_carrier->senders(true);

	/* in the order of these steps, the thread sees the flag or is seen waiting */
	if (_task->frozen() || !_take_over_wait())
		return;

	if (uint64_t const token = _utcb->arg[0])
		(void)_reply(token, Offer::NOTHING);

	_wait();
}


/*
 * Tell the thread, which is about to receive a call from the kernel, who else
 * calls
 */
void Thread::_show_callers()
{
	if (!_direct || !_carrier)
		return;

	_carrier->watched_channels(_direct->watched());
	_carrier->senders(!_senders.empty());
}


void Thread::_watch_channels()
{
	if (!_direct || !_carrier)
		return;

	/* without calls by channels, waiting by the kernel is faster */
	uint32_t const received = _carrier->received_requests();

	if (received != _direct->received) {
		_direct->received = received;
		_direct->waits    = 0;
	}
	if (++_direct->waits > MAX_WAITS)
		_close_served_channels();

	unsigned const count = _direct->watched();

	_carrier->watched_channels(count);
	_carrier->senders(false);

	if (count)
		_complete(Status::WATCH_CHANNELS);
}
