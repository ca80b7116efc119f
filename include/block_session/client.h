/*
 * \brief  Client of a block session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BLOCK_SESSION__CLIENT_H_
#define _INCLUDE__BLOCK_SESSION__CLIENT_H_

#include <base/rpc_client.h>
#include <block_session/block_session.h>
#include <packet_stream_tx/client.h>

namespace Block { class Session_client; }


class Block::Session_client : public Genode::Rpc_client<Session>
{
	private:

		Packet_stream_tx::Client<Tx> _tx;

	public:

		/**
		 * Constructor
		 *
		 * \param tx_buffer_alloc  allocator of the buffer for requests
		 * \param rm               where to attach the buffer
		 */
		Session_client(Session_capability session, Genode::Range_allocator &tx_buffer_alloc,
		               Genode::Region_map &rm)
		:
			Genode::Rpc_client<Session>(session), _tx(call<Rpc_tx_cap>(), rm, tx_buffer_alloc)
		{ }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the region map
		 */
		Session_client(Session_capability session, Genode::Range_allocator &tx_buffer_alloc)
		: Session_client(session, tx_buffer_alloc, *Genode::env()->rm_session()) { }

		void info(sector_t *blk_count, Genode::size_t *blk_size, Operations *ops) override {
			call<Rpc_info>(blk_count, blk_size, ops); }

		Tx *tx_channel() override { return &_tx; }

		Tx::Source *tx() override { return _tx.source(); }

		void sync() override { call<Rpc_sync>(); }

		/**
		 * Allocate packet for one request
		 *
		 * \throw Tx::Source::Packet_alloc_failed
		 */
		Packet_descriptor dma_alloc_packet(Genode::size_t size) {
			return tx()->alloc_packet(size); }
};

#endif /* _INCLUDE__BLOCK_SESSION__CLIENT_H_ */
