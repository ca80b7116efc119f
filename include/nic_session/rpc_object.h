/*
 * \brief  Server of a NIC session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__NIC_SESSION__RPC_OBJECT_H_
#define _INCLUDE__NIC_SESSION__RPC_OBJECT_H_

#include <base/rpc_server.h>
#include <nic_session/nic_session.h>
#include <packet_stream_rx/rpc_object.h>
#include <packet_stream_tx/rpc_object.h>

namespace Nic { class Session_rpc_object; }


/**
 * Base of session objects, provides the channels
 */
class Nic::Session_rpc_object : public Genode::Rpc_object<Session, Session_rpc_object>
{
	protected:

		Packet_stream_tx::Rpc_object<Tx> _tx;
		Packet_stream_rx::Rpc_object<Rx> _rx;

	public:

		/**
		 * Constructor
		 *
		 * \param rm               where to attach the buffers
		 * \param tx_ds            buffer for what the client sends
		 * \param rx_ds            buffer for what the client receives
		 * \param rx_buffer_alloc  allocator of the latter
		 * \param ep               entrypoint that serves the channels
		 */
		Session_rpc_object(Genode::Region_map &rm, Genode::Dataspace_capability tx_ds,
		                   Genode::Dataspace_capability rx_ds,
		                   Genode::Range_allocator *rx_buffer_alloc, Genode::Rpc_entrypoint &ep)
		: _tx(tx_ds, rm, ep), _rx(rx_ds, rm, *rx_buffer_alloc, ep) { }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the region map
		 */
		Session_rpc_object(Genode::Dataspace_capability tx_ds, Genode::Dataspace_capability rx_ds,
		                   Genode::Range_allocator *rx_buffer_alloc, Genode::Rpc_entrypoint &ep)
		: Session_rpc_object(*Genode::env()->rm_session(), tx_ds, rx_ds, rx_buffer_alloc, ep) { }

		Genode::Capability<Tx> _tx_cap() { return _tx.cap(); }
		Genode::Capability<Rx> _rx_cap() { return _rx.cap(); }

		Tx::Sink   *tx_sink()   { return _tx.sink(); }
		Rx::Source *rx_source() { return _rx.source(); }
};

#endif /* _INCLUDE__NIC_SESSION__RPC_OBJECT_H_ */
