/*
 * \brief  Driver of a block device, to be implemented by a server
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BLOCK__DRIVER_H_
#define _INCLUDE__BLOCK__DRIVER_H_

#include <base/exception.h>
#include <base/env.h>
#include <block_session/rpc_object.h>
#include <ram_session/ram_session.h>

namespace Block {

	class  Driver_session_base;
	class  Driver_session;
	class  Driver;
	struct Driver_factory;
}


/**
 * What a driver knows of the session that it works for
 */
class Block::Driver_session_base
{
	public:

		virtual ~Driver_session_base() { }

		/**
		 * Hand request back to the client
		 */
		virtual void ack_packet(Packet_descriptor &packet, bool success = true) = 0;
};


class Block::Driver_session : public Driver_session_base, public Session_rpc_object
{
	public:

		/**
		 * Constructor
		 *
		 * \param tx_ds  buffer for requests
		 * \param ep     entrypoint that serves the session
		 */
		Driver_session(Genode::Dataspace_capability tx_ds, Genode::Rpc_entrypoint &ep)
		: Session_rpc_object(tx_ds, ep) { }
};


/**
 * Access to a device
 *
 * A request is executed or begun when 'read' or 'write' is called, and ends with
 * 'ack_packet'.
 */
class Block::Driver
{
	private:

		Driver_session_base *_session = nullptr;

	public:

		/** The request failed */
		class Io_error : public ::Genode::Exception { };

		/** The request cannot be accepted until another one has ended */
		class Request_congestion : public ::Genode::Exception { };

		virtual ~Driver() { }

		/** Return size of a block in bytes */
		virtual Genode::size_t block_size() = 0;

		/** Return number of blocks */
		virtual sector_t block_count() = 0;

		/** Return supported operations */
		virtual Session::Operations ops() = 0;

		/**
		 * Read blocks
		 *
		 * \param buffer  destination
		 *
		 * \throw Io_error
		 * \throw Request_congestion
		 */
		virtual void read(sector_t, Genode::size_t, char *, Packet_descriptor &) {
			throw Io_error(); }

		/**
		 * Write blocks
		 *
		 * \throw Io_error
		 * \throw Request_congestion
		 */
		virtual void write(sector_t, Genode::size_t, char const *, Packet_descriptor &) {
			throw Io_error(); }

		/**
		 * Read and write blocks by direct memory access
		 */
		virtual void read_dma (sector_t, Genode::size_t, Genode::addr_t, Packet_descriptor &) {
			throw Io_error(); }

		virtual void write_dma(sector_t, Genode::size_t, Genode::addr_t, Packet_descriptor &) {
			throw Io_error(); }

		/** Return true if the functions for direct memory access are to be used */
		virtual bool dma_enabled() { return false; }

		/**
		 * Allocate buffer for requests
		 */
		virtual Genode::Ram_dataspace_capability alloc_dma_buffer(Genode::size_t size) {
			return Genode::env()->ram_session()->alloc(size, Genode::UNCACHED); }

		virtual void free_dma_buffer(Genode::Ram_dataspace_capability c) {
			Genode::env()->ram_session()->free(c); }

		/**
		 * Return when everything written has reached the device
		 */
		virtual void sync() { }

		/**
		 * The session is closed, requests must not be acknowledged anymore
		 */
		virtual void session_invalidated() { }

		/**
		 * Define session whose requests are executed, null for none
		 */
		void session(Driver_session_base *session)
		{
			_session = session;
			if (!_session)
				session_invalidated();
		}

		/**
		 * Hand request back to the client
		 */
		void ack_packet(Packet_descriptor &p, bool success = true)
		{
			if (_session)
				_session->ack_packet(p, success);
		}
};


/**
 * Source of drivers, one for each session
 */
struct Block::Driver_factory
{
	virtual ~Driver_factory() { }

	virtual Driver *create() = 0;

	virtual void destroy(Driver *driver) = 0;
};

#endif /* _INCLUDE__BLOCK__DRIVER_H_ */
