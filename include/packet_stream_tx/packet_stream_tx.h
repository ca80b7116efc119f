/*
 * \brief  Channel whose client sends packets
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__PACKET_STREAM_TX__PACKET_STREAM_TX_H_
#define _INCLUDE__PACKET_STREAM_TX__PACKET_STREAM_TX_H_

#include <base/rpc.h>
#include <os/packet_stream.h>

namespace Packet_stream_tx { template <typename> struct Channel; }


/**
 * Stream of packets from the client to the server
 *
 * \param PACKET_STREAM_POLICY  agreement of both sides
 */
template <typename PACKET_STREAM_POLICY>
struct Packet_stream_tx::Channel
{
	typedef Genode::Packet_stream_source<PACKET_STREAM_POLICY> Source;
	typedef Genode::Packet_stream_sink<PACKET_STREAM_POLICY>   Sink;

	virtual ~Channel() { }

	/** Return the client's side, null at the server */
	virtual Source *source() { return nullptr; }

	/**
	 * Register handler to be notified when a packet can be submitted
	 */
	virtual void sigh_ready_to_submit(Genode::Signal_context_capability sigh) = 0;

	/**
	 * Register handler to be notified about acknowledged packets
	 */
	virtual void sigh_ack_avail(Genode::Signal_context_capability sigh) = 0;

	GENODE_RPC(Rpc_dataspace, Genode::Dataspace_capability, dataspace);
	GENODE_RPC(Rpc_ack_avail, void, sigh_ack_avail, Genode::Signal_context_capability);
	GENODE_RPC(Rpc_ready_to_submit, void, sigh_ready_to_submit, Genode::Signal_context_capability);
	GENODE_RPC(Rpc_ready_to_ack, Genode::Signal_context_capability, sigh_ready_to_ack);
	GENODE_RPC(Rpc_packet_avail, Genode::Signal_context_capability, sigh_packet_avail);

	GENODE_RPC_INTERFACE(Rpc_dataspace, Rpc_ack_avail, Rpc_ready_to_submit,
	                     Rpc_ready_to_ack, Rpc_packet_avail);
};

#endif /* _INCLUDE__PACKET_STREAM_TX__PACKET_STREAM_TX_H_ */
