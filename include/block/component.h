/*
 * \brief  Session and root interface of a block server
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BLOCK__COMPONENT_H_
#define _INCLUDE__BLOCK__COMPONENT_H_

#include <base/entrypoint.h>
#include <base/log.h>
#include <block/driver.h>
#include <dataspace/client.h>
#include <os/server.h>
#include <os/signal_rpc_dispatcher.h>
#include <root/component.h>
#include <util/arg_string.h>

namespace Block {

	using namespace Genode;

	class Session_component_base;
	class Session_component;
	class Root;
}


/**
 * Driver and buffer of a session
 */
class Block::Session_component_base
{
	protected:

		Driver_factory          &_driver_factory;
		Driver                  &_driver;
		Ram_dataspace_capability _rq_ds;

		Session_component_base(Driver_factory &driver_factory, size_t tx_buf_size)
		:
			_driver_factory(driver_factory), _driver(*driver_factory.create()),
			_rq_ds(_driver.alloc_dma_buffer(tx_buf_size))
		{ }

		~Session_component_base()
		{
			_driver.free_dma_buffer(_rq_ds);
			_driver_factory.destroy(&_driver);
		}

		Session_component_base(Session_component_base const &) = delete;
		Session_component_base &operator = (Session_component_base const &) = delete;
};


/**
 * Session that hands the requests of its client to a driver
 */
class Block::Session_component : public Session_component_base, public Driver_session
{
	private:

		addr_t const _rq_phys;

		Signal_handler<Session_component> _handler;

		/* requests that the driver has accepted and not acknowledged */
		unsigned _in_flight = 0;

		bool _processing = false;

		bool _valid(Packet_descriptor &packet)
		{
			sector_t const count = _driver.block_count();

			return packet.size() && tx_sink()->packet_valid(packet)
			    && packet.block_number() < count
			    && packet.block_count() && packet.block_count() <= count - packet.block_number()
			    && packet.block_count() <= packet.size()/_driver.block_size();
		}

		/**
		 * Hand request to the driver
		 *
		 * \throw Driver::Request_congestion
		 */
		void _execute(Packet_descriptor &packet)
		{
			sector_t const nr    = packet.block_number();
			size_t   const count = packet.block_count();
			addr_t   const phys  = _rq_phys + packet.offset();

			if (!_valid(packet))
				throw Driver::Io_error();

			switch (packet.operation()) {

			case Packet_descriptor::READ:
				if (_driver.dma_enabled()) _driver.read_dma(nr, count, phys, packet);
				else _driver.read(nr, count, tx_sink()->packet_content(packet), packet);
				return;

			case Packet_descriptor::WRITE:
				if (_driver.dma_enabled()) _driver.write_dma(nr, count, phys, packet);
				else _driver.write(nr, count, tx_sink()->packet_content(packet), packet);
				return;

			default: throw Driver::Io_error();
			}
		}

		/* the requests in flight must fit in the queue of acknowledgements */
		bool _can_accept() {
			return tx_sink()->packet_avail() && _in_flight < tx_sink()->ack_slots_free(); }

		void _handle_requests()
		{
			/* the driver may acknowledge right away */
			if (_processing)
				return;

			_processing = true;

			while (_can_accept()) {

				Packet_descriptor packet = tx_sink()->peek_packet();

				_in_flight++;
				try { _execute(packet); }
				catch (Driver::Request_congestion) {
					_in_flight--;
					break;
				}
				catch (Driver::Io_error) { ack_packet(packet, false); }

				tx_sink()->get_packet();
			}
			_processing = false;
		}

	public:

		/**
		 * Constructor
		 *
		 * \param driver_factory  source of the driver
		 * \param ep              entrypoint that serves the session
		 * \param buf_size        size of the buffer for requests in bytes
		 */
		Session_component(Driver_factory &driver_factory, Entrypoint &ep, size_t buf_size)
		:
			Session_component_base(driver_factory, buf_size),
			Driver_session(_rq_ds, ep.rpc_ep()),
			_rq_phys(Dataspace_client(_rq_ds).phys_addr()),
			_handler(ep, *this, &Session_component::_handle_requests)
		{
			_tx.sigh_packet_avail(_handler);
			_tx.sigh_ready_to_ack(_handler);

			_driver.session(this);
		}

		~Session_component() { _driver.session(nullptr); }

		void ack_packet(Packet_descriptor &packet, bool success) override
		{
			packet.succeeded(success);
			_in_flight--;
			tx_sink()->acknowledge_packet(packet);

			/* the driver may accept further requests */
			_handle_requests();
		}


		/*****************************
		 ** Block session interface **
		 *****************************/

		void info(sector_t *blk_count, size_t *blk_size, Operations *ops) override
		{
			*blk_count = _driver.block_count();
			*blk_size  = _driver.block_size();
			*ops       = _driver.ops();
		}

		void sync() override { _driver.sync(); }
};


/**
 * Root interface of a block server with one client
 */
class Block::Root : public Root_component<Block::Session_component, Single_client>
{
	private:

		Driver_factory &_driver_factory;
		Entrypoint     &_ep;

	protected:

		Session_component *_create_session(char const *args) override
		{
			size_t const ram_quota   = Arg_string::find_arg(args, "ram_quota").ulong_value(0);
			size_t const tx_buf_size = Arg_string::find_arg(args, "tx_buf_size").ulong_value(0);

			if (!tx_buf_size)
				throw Genode::Root::Invalid_args();

			/* the buffer is paid by the client */
			if (tx_buf_size > ram_quota) {
				error("insufficient 'ram_quota', got ", ram_quota, ", need ", tx_buf_size);
				throw Genode::Root::Quota_exceeded();
			}
			return new (md_alloc()) Session_component(_driver_factory, _ep, tx_buf_size);
		}

	public:

		/**
		 * Constructor
		 *
		 * \param ep              entrypoint that serves the session
		 * \param md_alloc        allocator of the session object
		 * \param driver_factory  source of drivers
		 */
		Root(Entrypoint &ep, Allocator *md_alloc, Driver_factory &driver_factory)
		:
			Root_component<Block::Session_component, Genode::Single_client>(&ep.rpc_ep(), md_alloc),
			_driver_factory(driver_factory), _ep(ep)
		{ }
};

#endif /* _INCLUDE__BLOCK__COMPONENT_H_ */
