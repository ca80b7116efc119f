/*
 * \brief  NIC session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__NIC_SESSION__NIC_SESSION_H_
#define _INCLUDE__NIC_SESSION__NIC_SESSION_H_

#include <base/rpc.h>
#include <base/signal.h>
#include <dataspace/capability.h>
#include <net/mac_address.h>
#include <nic_session/capability.h>
#include <packet_stream_rx/packet_stream_rx.h>
#include <packet_stream_tx/packet_stream_tx.h>
#include <session/session.h>

namespace Nic {

	using Mac_address = Net::Mac_address;

	struct Session;

	using Genode::Packet_stream_sink;
	using Genode::Packet_stream_source;

	typedef Genode::Packet_descriptor Packet_descriptor;
}


/**
 * Network interface
 */
struct Nic::Session : Genode::Session
{
	static const char *service_name() { return "Nic"; }

	enum { QUEUE_SIZE = 1024 };

	typedef Genode::Packet_stream_policy<Genode::Packet_descriptor,
	                                     QUEUE_SIZE, QUEUE_SIZE, char> Policy;

	typedef Packet_stream_tx::Channel<Policy> Tx;
	typedef Packet_stream_rx::Channel<Policy> Rx;

	virtual ~Session() { }

	/** Return hardware address */
	virtual Mac_address mac_address() = 0;

	/** Return channel for sending, null unless implemented */
	virtual Tx *tx_channel() { return nullptr; }

	/** Return channel for receiving, null unless implemented */
	virtual Rx *rx_channel() { return nullptr; }

	/** Return the client's side of the channel for sending */
	virtual Tx::Source *tx() { return nullptr; }

	/** Return the client's side of the channel for receiving */
	virtual Rx::Sink *rx() { return nullptr; }

	/** Return true if there is a link */
	virtual bool link_state() = 0;

	/**
	 * Register handler to be notified about changes of the link
	 */
	virtual void link_state_sigh(Genode::Signal_context_capability sigh) = 0;

	GENODE_RPC(Rpc_mac_address, Mac_address, mac_address);
	GENODE_RPC(Rpc_tx_cap, Genode::Capability<Tx>, _tx_cap);
	GENODE_RPC(Rpc_rx_cap, Genode::Capability<Rx>, _rx_cap);
	GENODE_RPC(Rpc_link_state, bool, link_state);
	GENODE_RPC(Rpc_link_state_sigh, void, link_state_sigh, Genode::Signal_context_capability);

	GENODE_RPC_INTERFACE(Rpc_mac_address, Rpc_link_state, Rpc_link_state_sigh,
	                     Rpc_tx_cap, Rpc_rx_cap);
};

#endif /* _INCLUDE__NIC_SESSION__NIC_SESSION_H_ */
