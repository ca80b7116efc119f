/*
 * \brief  Server of a channel whose client receives packets
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__PACKET_STREAM_RX__RPC_OBJECT_H_
#define _INCLUDE__PACKET_STREAM_RX__RPC_OBJECT_H_

#include <base/env.h>
#include <base/rpc_server.h>
#include <packet_stream_rx/packet_stream_rx.h>

namespace Packet_stream_rx { template <typename> class Rpc_object; }


/**
 * Source of packets at the server
 *
 * \param CHANNEL  type of the channel
 */
template <typename CHANNEL>
class Packet_stream_rx::Rpc_object : public Genode::Rpc_object<CHANNEL, Rpc_object<CHANNEL> >
{
	private:

		Genode::Rpc_entrypoint      &_ep;
		typename CHANNEL::Source     _source;
		Genode::Capability<CHANNEL>  _cap;

		/* the ones that the server has defined */
		Genode::Signal_context_capability _sigh_ack_avail { };
		Genode::Signal_context_capability _sigh_ready_to_submit { };

	public:

		/**
		 * Constructor
		 *
		 * \param ds            dataspace shared with the client
		 * \param rm            where to attach it
		 * \param buffer_alloc  allocator of the bulk buffer
		 * \param ep            entrypoint that serves the channel
		 */
		Rpc_object(Genode::Dataspace_capability ds, Genode::Region_map &rm,
		           Genode::Range_allocator &buffer_alloc, Genode::Rpc_entrypoint &ep)
		: _ep(ep), _source(ds, rm, buffer_alloc), _cap(_ep.manage(this)) { }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the region map
		 */
		Rpc_object(Genode::Dataspace_capability ds, Genode::Range_allocator *buffer_alloc,
		           Genode::Rpc_entrypoint &ep)
		: Rpc_object(ds, *Genode::env()->rm_session(), *buffer_alloc, ep) { }

		~Rpc_object() { _ep.dissolve(this); }

		Genode::Capability<CHANNEL> cap() const { return _cap; }

		/*
		 * Functions of the channel
		 */
		Genode::Dataspace_capability dataspace() { return _source.dataspace(); }

		void sigh_ready_to_ack(Genode::Signal_context_capability sigh) override {
			_source.register_sigh_ready_to_ack(sigh); }

		void sigh_packet_avail(Genode::Signal_context_capability sigh) override {
			_source.register_sigh_packet_avail(sigh); }

		Genode::Signal_context_capability sigh_ack_avail() {
			return _sigh_ack_avail.valid() ? _sigh_ack_avail : _source.sigh_ack_avail(); }

		Genode::Signal_context_capability sigh_ready_to_submit() {
			return _sigh_ready_to_submit.valid() ? _sigh_ready_to_submit : _source.sigh_ready_to_submit(); }

		/**
		 * Replace what the client signals, to be called before the client
		 * connects
		 */
		void sigh_ack_avail(Genode::Signal_context_capability sigh) { _sigh_ack_avail = sigh; }

		/**
		 * Replace what the client signals, to be called before the client
		 * connects
		 */
		void sigh_ready_to_submit(Genode::Signal_context_capability sigh) { _sigh_ready_to_submit = sigh; }

		typename CHANNEL::Source *source() { return &_source; }
};

#endif /* _INCLUDE__PACKET_STREAM_RX__RPC_OBJECT_H_ */
