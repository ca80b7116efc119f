/*
 * \brief  Replies that do not involve the kernel, to calls that do
 *
 * The kernel delivers a request that passes capabilities, is large, or comes
 * along with capabilities that the client gives up. If there is an open
 * channel, it then leaves the call to the two threads, as if the client had
 * sent the request through the channel and the server had taken it.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <utility>

#include <kernel/channel.h>
#include <kernel/thread.h>

using namespace Kernel;


/*
 * The client is within the operation, so nobody opens a channel of it until
 * it gets the reply
 */
void Thread::_find_reply_channel()
{
	_reply_channel = nullptr;

	if (!_direct || !_called_slot)
		return;

	Channel * const channel = _direct->called[Direct_calls::place(_called_slot)].get();

	if (channel && channel->open && channel->slot == _called_slot
	 && _carrier->awaits_reply(channel->client_place))
		_reply_channel = channel;
}


/*
 * To be called when the message of the client is not needed anymore
 *
 * \return  false if the server has to reply by the kernel
 */
bool Thread::_leave_reply_to(Thread &client)
{
	Channel * const channel = std::exchange(client._reply_channel, nullptr);

	if (!channel || channel->server != this || !channel->served)
		return false;

	auto const call = client._carrier->awaits_reply(channel->client_place);

	if (!call || !channel->memory.serve(*call) || !client._carrier->make_direct())
		return false;

	client._state   = State::RUNNING;
	client._request = client._carrier->completed();
	client._gate    = { };
	client._server  = { };

	_carrier->taken(channel->server_place);

	_direct->waits       = 0;
	_utcb->message.reply = channel->token;
	return true;
}
