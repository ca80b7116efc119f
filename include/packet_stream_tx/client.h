/*
 * \brief  Client of a channel that takes packets
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__PACKET_STREAM_TX__CLIENT_H_
#define _INCLUDE__PACKET_STREAM_TX__CLIENT_H_

#include <base/env.h>
#include <base/rpc_client.h>
#include <packet_stream_tx/packet_stream_tx.h>

namespace Packet_stream_tx { template <typename> class Client; }


/**
 * Source of packets at the client
 *
 * \param CHANNEL  type of the channel
 */
template <typename CHANNEL>
class Packet_stream_tx::Client : public Genode::Rpc_client<CHANNEL>
{
	private:

		typedef Genode::Rpc_client<CHANNEL> Base;

		typename CHANNEL::Source _source;

		Genode::Dataspace_capability _dataspace() {
			return Base::template call<typename CHANNEL::Rpc_dataspace>(); }

		/*
		 * Exchange who is to be signalled about what
		 */
		void _connect()
		{
			_source.register_sigh_packet_avail(
				Base::template call<typename CHANNEL::Rpc_packet_avail>());
			_source.register_sigh_ready_to_ack(
				Base::template call<typename CHANNEL::Rpc_ready_to_ack>());
			sigh_ready_to_submit(_source.sigh_ready_to_submit());
			sigh_ack_avail(_source.sigh_ack_avail());
		}

	public:

		/**
		 * Constructor
		 *
		 * \param channel       channel of the server
		 * \param rm            where to attach the shared dataspace
		 * \param buffer_alloc  allocator of the bulk buffer
		 */
		Client(Genode::Capability<CHANNEL> channel, Genode::Region_map &rm,
		       Genode::Range_allocator &buffer_alloc)
		:
			Base(channel), _source(_dataspace(), rm, buffer_alloc)
		{ _connect(); }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the region map
		 */
		Client(Genode::Capability<CHANNEL> channel, Genode::Range_allocator *buffer_alloc)
		: Client(channel, *Genode::env()->rm_session(), *buffer_alloc) { }

		void sigh_ready_to_submit(Genode::Signal_context_capability sigh) override {
			Base::template call<typename CHANNEL::Rpc_ready_to_submit>(sigh); }

		void sigh_ack_avail(Genode::Signal_context_capability sigh) override {
			Base::template call<typename CHANNEL::Rpc_ack_avail>(sigh); }

		typename CHANNEL::Source *source() override { return &_source; }
};

#endif /* _INCLUDE__PACKET_STREAM_TX__CLIENT_H_ */
