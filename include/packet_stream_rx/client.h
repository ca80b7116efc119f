/*
 * \brief  Client of a channel that provides packets
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__PACKET_STREAM_RX__CLIENT_H_
#define _INCLUDE__PACKET_STREAM_RX__CLIENT_H_

#include <base/env.h>
#include <base/rpc_client.h>
#include <packet_stream_rx/packet_stream_rx.h>

namespace Packet_stream_rx { template <typename> class Client; }


/**
 * Sink of packets at the client
 *
 * \param CHANNEL  type of the channel
 */
template <typename CHANNEL>
class Packet_stream_rx::Client : public Genode::Rpc_client<CHANNEL>
{
	private:

		typedef Genode::Rpc_client<CHANNEL> Base;

		typename CHANNEL::Sink _sink;

		Genode::Dataspace_capability _dataspace() {
			return Base::template call<typename CHANNEL::Rpc_dataspace>(); }

		/*
		 * Exchange who is to be signalled about what
		 */
		void _connect()
		{
			_sink.register_sigh_ack_avail(
				Base::template call<typename CHANNEL::Rpc_ack_avail>());
			_sink.register_sigh_ready_to_submit(
				Base::template call<typename CHANNEL::Rpc_ready_to_submit>());
			sigh_ready_to_ack(_sink.sigh_ready_to_ack());
			sigh_packet_avail(_sink.sigh_packet_avail());
		}

	public:

		/**
		 * Constructor
		 *
		 * \param channel  channel of the server
		 * \param rm       where to attach the shared dataspace
		 */
		Client(Genode::Capability<CHANNEL> channel, Genode::Region_map &rm)
		:
			Base(channel), _sink(_dataspace(), rm)
		{ _connect(); }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the region map
		 */
		explicit Client(Genode::Capability<CHANNEL> channel)
		: Client(channel, *Genode::env()->rm_session()) { }

		void sigh_ready_to_ack(Genode::Signal_context_capability sigh) override {
			Base::template call<typename CHANNEL::Rpc_ready_to_ack>(sigh); }

		void sigh_packet_avail(Genode::Signal_context_capability sigh) override {
			Base::template call<typename CHANNEL::Rpc_packet_avail>(sigh); }

		typename CHANNEL::Sink *sink() override { return &_sink; }
};

#endif /* _INCLUDE__PACKET_STREAM_RX__CLIENT_H_ */
