/*
 * \brief  Server of a channel whose client sends packets
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__PACKET_STREAM_TX__RPC_OBJECT_H_
#define _INCLUDE__PACKET_STREAM_TX__RPC_OBJECT_H_

#include <base/env.h>
#include <base/rpc_server.h>
#include <packet_stream_tx/packet_stream_tx.h>

namespace Packet_stream_tx { template <typename> class Rpc_object; }


/**
 * Sink of packets at the server
 *
 * \param CHANNEL  type of the channel
 */
template <typename CHANNEL>
class Packet_stream_tx::Rpc_object : public Genode::Rpc_object<CHANNEL, Rpc_object<CHANNEL> >
{
	private:

		Genode::Rpc_entrypoint      &_ep;
		typename CHANNEL::Sink     _sink;
		Genode::Capability<CHANNEL>  _cap;

		/* the ones that the server has defined */
		Genode::Signal_context_capability _sigh_packet_avail { };
		Genode::Signal_context_capability _sigh_ready_to_ack { };

	public:

		/**
		 * Constructor
		 *
		 * \param ds  dataspace shared with the client
		 * \param rm  where to attach it
		 * \param ep  entrypoint that serves the channel
		 */
		Rpc_object(Genode::Dataspace_capability ds, Genode::Region_map &rm,
		           Genode::Rpc_entrypoint &ep)
		: _ep(ep), _sink(ds, rm), _cap(_ep.manage(this)) { }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the region map
		 */
		Rpc_object(Genode::Dataspace_capability ds, Genode::Rpc_entrypoint &ep)
		: Rpc_object(ds, *Genode::env()->rm_session(), ep) { }

		~Rpc_object() { _ep.dissolve(this); }

		Genode::Capability<CHANNEL> cap() const { return _cap; }

		/*
		 * Functions of the channel
		 */
		Genode::Dataspace_capability dataspace() { return _sink.dataspace(); }

		void sigh_ready_to_submit(Genode::Signal_context_capability sigh) override {
			_sink.register_sigh_ready_to_submit(sigh); }

		void sigh_ack_avail(Genode::Signal_context_capability sigh) override {
			_sink.register_sigh_ack_avail(sigh); }

		Genode::Signal_context_capability sigh_packet_avail() {
			return _sigh_packet_avail.valid() ? _sigh_packet_avail : _sink.sigh_packet_avail(); }

		Genode::Signal_context_capability sigh_ready_to_ack() {
			return _sigh_ready_to_ack.valid() ? _sigh_ready_to_ack : _sink.sigh_ready_to_ack(); }

		/**
		 * Replace what the client signals, to be called before the client
		 * connects
		 */
		void sigh_packet_avail(Genode::Signal_context_capability sigh) { _sigh_packet_avail = sigh; }

		/**
		 * Replace what the client signals, to be called before the client
		 * connects
		 */
		void sigh_ready_to_ack(Genode::Signal_context_capability sigh) { _sigh_ready_to_ack = sigh; }

		typename CHANNEL::Sink *sink() { return &_sink; }
};

#endif /* _INCLUDE__PACKET_STREAM_TX__RPC_OBJECT_H_ */
