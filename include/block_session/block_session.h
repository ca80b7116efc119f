/*
 * \brief  Block session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BLOCK_SESSION__BLOCK_SESSION_H_
#define _INCLUDE__BLOCK_SESSION__BLOCK_SESSION_H_

#include <block_session/capability.h>
#include <os/packet_stream.h>
#include <packet_stream_tx/packet_stream_tx.h>
#include <session/session.h>

namespace Block {

	/** Number of a block */
	typedef Genode::uint64_t sector_t;

	class  Packet_descriptor;
	struct Session;
}


/**
 * Request to read or write blocks, whose content is the one of the packet
 */
class Block::Packet_descriptor : public Genode::Packet_descriptor
{
	public:

		enum Opcode    { READ, WRITE, END };
		enum Alignment { PACKET_ALIGNMENT = 11 };

	private:

		Opcode         _op           { READ };
		sector_t       _block_number { 0 };
		Genode::size_t _block_count  { 0 };
		bool           _success      { false };

	public:

		Packet_descriptor(Genode::off_t offset = 0, Genode::size_t size = 0)
		: Genode::Packet_descriptor(offset, size) { }

		/**
		 * Constructor
		 *
		 * \param p          packet that holds the content
		 * \param op         operation
		 * \param blk_nr     first block
		 * \param blk_count  number of blocks
		 */
		Packet_descriptor(Packet_descriptor p, Opcode op, sector_t blk_nr,
		                  Genode::size_t blk_count = 1)
		:
			Genode::Packet_descriptor(p.offset(), p.size()),
			_op(op), _block_number(blk_nr), _block_count(blk_count)
		{ }

		Opcode         operation()    const { return _op; }
		sector_t       block_number() const { return _block_number; }
		Genode::size_t block_count()  const { return _block_count; }

		/** Return true if the operation was successful, told by the server */
		bool succeeded() const { return _success; }

		void succeeded(bool b) { _success = b; }
};


/**
 * Device that consists of blocks
 */
struct Block::Session : Genode::Session
{
	static const char *service_name() { return "Block"; }

	enum { TX_QUEUE_SIZE = 256 };

	/**
	 * Set of operations that a device supports
	 */
	class Operations
	{
		private:

			unsigned _ops { 0 };

			static unsigned _bit(Packet_descriptor::Opcode op) { return 1u << op; }

		public:

			bool supported(Packet_descriptor::Opcode op) const { return _ops & _bit(op); }

			void set_operation(Packet_descriptor::Opcode op) { _ops |= _bit(op); }
	};

	typedef Genode::Packet_stream_policy<Block::Packet_descriptor,
	                                     TX_QUEUE_SIZE, TX_QUEUE_SIZE, char> Tx_policy;

	typedef Packet_stream_tx::Channel<Tx_policy> Tx;

	virtual ~Session() { }

	/**
	 * Tell properties of the device
	 *
	 * \param blk_count  number of blocks
	 * \param blk_size   size of a block in bytes
	 * \param ops        supported operations
	 */
	virtual void info(sector_t *blk_count, Genode::size_t *blk_size, Operations *ops) = 0;

	/**
	 * Return when everything written has reached the device
	 */
	virtual void sync() = 0;

	/** Return channel for requests, null unless implemented */
	virtual Tx *tx_channel() { return nullptr; }

	/** Return the client's side of the channel */
	virtual Tx::Source *tx() { return nullptr; }

	GENODE_RPC(Rpc_info, void, info, Block::sector_t *, Genode::size_t *, Operations *);
	GENODE_RPC(Rpc_tx_cap, Genode::Capability<Tx>, _tx_cap);
	GENODE_RPC(Rpc_sync, void, sync);

	GENODE_RPC_INTERFACE(Rpc_info, Rpc_tx_cap, Rpc_sync);
};

#endif /* _INCLUDE__BLOCK_SESSION__BLOCK_SESSION_H_ */
