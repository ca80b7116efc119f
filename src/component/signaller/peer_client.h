/*
 * \brief  Side that connects to the one who offers the exchange of signals
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _PEER_CLIENT_H_
#define _PEER_CLIENT_H_

#include <base/entrypoint.h>
#include <peer.h>
#include <signal_peer_session.h>

namespace Signaller {

	using namespace Genode;
	using Signal_peer::Step;

	class Peer_client;
}


class Signaller::Peer_client : public Peer
{
	private:

		/* ticks without progress until everything is sent again */
		enum { PATIENCE = 3 };

		Signal_peer::Connection     _connection;
		Signal_transmitter          _peer { };
		Signal_handler<Peer_client> _wakeup_handler;

		unsigned long _number = 1;      /* current step */
		bool          _sent   = false;  /* the current step was announced */
		bool          _taken  = false;  /* the peer took the current step */
		unsigned      _waited = 0;      /* ticks since the announcement */

		void _exchange_handlers();
		void _announce();
		void _handle_wakeup();

	public:

		Peer_client(Env &env, Entrypoint &ep);

		void tick() override;

		unsigned long rounds() const override { return _number - 1; }
};

#endif /* _PEER_CLIENT_H_ */
