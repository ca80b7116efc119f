/*
 * \brief  Side that connects to the one who offers the exchange of signals
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/log.h>
#include <peer_client.h>

using namespace Signaller;


void Peer_client::_exchange_handlers()
{
	_peer.context(_connection.sigh(_wakeup_handler));
}


void Peer_client::_announce()
{
	_sent   = true;
	_waited = 0;
	_connection.announce(Step::step(_number));
	_peer.submit();
}


/**
 * Check if the peer took the step
 *
 * After a rollback of either side, the peer's step can be any one that was
 * announced before or after the current one, all of which are sound.
 */
void Peer_client::_handle_wakeup()
{
	try {
		Step const step = _connection.taken();

		if (!step.intact())
			error("step ", step.number, " taken by the peer is damaged");

		if (_sent && step.number == _number)
			_taken = true;
	}
	catch (Ipc_error)         { }
	catch (Blocking_canceled) { }
}


void Peer_client::tick()
{
	/* a call that a rollback of the peer cut off is repeated later */
	try {
		if (_taken) {
			_number++;
			_taken = false;
			_announce();
			return;
		}
		if (++_waited <= PATIENCE)
			return;

		/* the peer may have lost the handler as well */
		_exchange_handlers();
		_announce();
	}
	catch (Ipc_error)         { }
	catch (Blocking_canceled) { }
}


Peer_client::Peer_client(Env &env, Entrypoint &ep)
: _connection(env), _wakeup_handler(ep, *this, &Peer_client::_handle_wakeup)
{
	_exchange_handlers();
	_announce();
}
