/*
 * \brief  Client of a NIC session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__NIC_SESSION__CLIENT_H_
#define _INCLUDE__NIC_SESSION__CLIENT_H_

#include <base/rpc_client.h>
#include <nic_session/nic_session.h>
#include <packet_stream_rx/client.h>
#include <packet_stream_tx/client.h>

namespace Nic { class Session_client; }


class Nic::Session_client : public Genode::Rpc_client<Session>
{
	private:

		Packet_stream_tx::Client<Tx> _tx;
		Packet_stream_rx::Client<Rx> _rx;

	public:

		/**
		 * Constructor
		 *
		 * \param tx_buffer_alloc  allocator of the buffer for sending
		 * \param rm               where to attach the buffers
		 */
		Session_client(Session_capability session, Genode::Range_allocator &tx_buffer_alloc,
		               Genode::Region_map &rm)
		:
			Genode::Rpc_client<Session>(session),
			_tx(call<Rpc_tx_cap>(), rm, tx_buffer_alloc),
			_rx(call<Rpc_rx_cap>(), rm)
		{ }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the region map
		 */
		Session_client(Session_capability session, Genode::Range_allocator *tx_buffer_alloc)
		: Session_client(session, *tx_buffer_alloc, *Genode::env()->rm_session()) { }

		Mac_address mac_address() override { return call<Rpc_mac_address>(); }

		Tx *tx_channel() override { return &_tx; }
		Rx *rx_channel() override { return &_rx; }

		Tx::Source *tx() override { return _tx.source(); }
		Rx::Sink   *rx() override { return _rx.sink(); }

		bool link_state() override { return call<Rpc_link_state>(); }

		void link_state_sigh(Genode::Signal_context_capability sigh) override {
			call<Rpc_link_state_sigh>(sigh); }
};

#endif /* _INCLUDE__NIC_SESSION__CLIENT_H_ */
