/*
 * \brief  Session object of a NIC server
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__NIC__COMPONENT_H_
#define _INCLUDE__NIC__COMPONENT_H_

#include <base/allocator.h>
#include <base/allocator_guard.h>
#include <base/entrypoint.h>
#include <base/env.h>
#include <base/signal.h>
#include <nic/packet_allocator.h>
#include <nic_session/rpc_object.h>
#include <ram_session/ram_session.h>
#include <root/component.h>
#include <util/noncopyable.h>

namespace Nic {

	using namespace Genode;

	class Communication_buffer;
	class Communication_buffers;
	class Session_component;
}


/**
 * Buffer for one direction
 */
class Nic::Communication_buffer : Noncopyable
{
	private:

		Ram_session                   &_ram;
		Ram_dataspace_capability const _ds;

	public:

		/**
		 * Constructor
		 *
		 * \throw Ram_session::Alloc_failed
		 */
		Communication_buffer(Ram_session &ram, size_t size) : _ram(ram), _ds(ram.alloc(size)) { }

		~Communication_buffer() { _ram.free(_ds); }

		Dataspace_capability dataspace() { return _ds; }
};


/**
 * Buffers for both directions
 */
class Nic::Communication_buffers
{
	protected:

		Nic::Packet_allocator _rx_packet_alloc;
		Communication_buffer  _tx_buf;
		Communication_buffer  _rx_buf;

		Communication_buffers(Allocator &rx_block_md_alloc, Ram_session &ram,
		                      size_t tx_size, size_t rx_size)
		:
			_rx_packet_alloc(&rx_block_md_alloc), _tx_buf(ram, tx_size), _rx_buf(ram, rx_size)
		{ }
};


/**
 * Session that handles packets when there is something to do
 */
class Nic::Session_component : Communication_buffers, public Session_rpc_object
{
	private:

		Signal_context_capability _link_state_sigh { };

		void _handle() { _handle_packet_stream(); }

	protected:

		Entrypoint &_ep;

		/**
		 * Handle packets of both directions
		 *
		 * Called when the client has sent or acknowledged packets, and when there
		 * is room again.
		 */
		virtual void _handle_packet_stream() = 0;

		Signal_handler<Session_component> _packet_stream_dispatcher {
			_ep, *this, &Session_component::_handle };

		/**
		 * Tell the client that the state of the link has changed
		 */
		void _link_state_changed()
		{
			if (_link_state_sigh.valid())
				Signal_transmitter(_link_state_sigh).submit();
		}

	public:

		/**
		 * Constructor
		 *
		 * \param tx_buf_size        size of the buffer for what the client sends
		 * \param rx_buf_size        size of the buffer for what it receives
		 * \param rx_block_md_alloc  allocator of the state of received packets
		 * \param ram_session        pays for the buffers
		 * \param ep                 entrypoint that serves the session
		 *
		 * \throw Ram_session::Alloc_failed
		 */
		Session_component(size_t tx_buf_size, size_t rx_buf_size, Allocator &rx_block_md_alloc,
		                  Ram_session &ram_session, Entrypoint &ep)
		:
			Communication_buffers(rx_block_md_alloc, ram_session, tx_buf_size, rx_buf_size),
			Session_rpc_object(*Genode::env()->rm_session(), _tx_buf.dataspace(),
			                   _rx_buf.dataspace(), &_rx_packet_alloc, ep.rpc_ep()),
			_ep(ep)
		{
			_tx.sigh_packet_avail(_packet_stream_dispatcher);
			_tx.sigh_ready_to_ack(_packet_stream_dispatcher);
			_rx.sigh_ack_avail(_packet_stream_dispatcher);
			_rx.sigh_ready_to_submit(_packet_stream_dispatcher);
		}

		void link_state_sigh(Signal_context_capability sigh) override { _link_state_sigh = sigh; }
};

#endif /* _INCLUDE__NIC__COMPONENT_H_ */
