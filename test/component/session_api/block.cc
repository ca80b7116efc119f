/*
 * \brief  Block device by a server thread that blocks
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/allocator_avl.h>
#include <base/attached_ram_dataspace.h>
#include <block_session/client.h>
#include <block_session/rpc_object.h>
#include <check.h>

using namespace Session_api;


namespace {

	enum { BUFFER_SIZE = 128*1024, BLOCK_SIZE = 512, NUM_BLOCKS = 256 };

	struct Ram_disk : Attached_ram_dataspace, Block::Session_rpc_object
	{
		Entrypoint &ep;
		char        content[NUM_BLOCKS][BLOCK_SIZE] { };
		unsigned    synced = 0;

		Ram_disk(Env &env, Entrypoint &ep)
		:
			Attached_ram_dataspace(env.ram(), env.rm(), BUFFER_SIZE),
			Block::Session_rpc_object(env.rm(), Attached_ram_dataspace::cap(), ep.rpc_ep()), ep(ep)
		{ ep.manage(*this); }

		~Ram_disk() { ep.dissolve(*this); }

		void info(Block::sector_t *count, size_t *size, Operations *ops) override
		{
			*count = NUM_BLOCKS;
			*size  = BLOCK_SIZE;
			ops->set_operation(Block::Packet_descriptor::READ);
			ops->set_operation(Block::Packet_descriptor::WRITE);
		}

		void sync() override { synced++; }

		/**
		 * Execute request
		 */
		void serve_one()
		{
			Block::Packet_descriptor packet = tx_sink()->get_packet();

			bool const valid = packet.block_number() < NUM_BLOCKS
			                && packet.block_count() <= NUM_BLOCKS - packet.block_number()
			                && packet.size() == packet.block_count()*BLOCK_SIZE;
			if (valid) {
				char * const disk = content[packet.block_number()];
				char * const data = tx_sink()->packet_content(packet);

				if (packet.operation() == Block::Packet_descriptor::WRITE)
					memcpy(disk, data, packet.size());
				else
					memcpy(data, disk, packet.size());
			}
			packet.succeeded(valid);
			tx_sink()->acknowledge_packet(packet);
		}
	};

	struct Server_thread : Thread
	{
		Ram_disk      &disk;
		unsigned const requests;

		Server_thread(Env &env, Ram_disk &disk, unsigned requests)
		: Thread(env, "disk", STACK_SIZE), disk(disk), requests(requests) { start(); }

		void entry() override
		{
			for (unsigned i = 0; i < requests; i++)
				disk.serve_one();
		}
	};

	struct Client
	{
		Block::Session_client &block;

		typedef Block::Packet_descriptor Packet;

		/**
		 * Execute one request
		 *
		 * \return  true if it succeeded and, when read, has the expected content
		 */
		bool request(Packet::Opcode op, unsigned nr, char value)
		{
			Packet packet(block.dma_alloc_packet(BLOCK_SIZE), op, nr);

			if (op == Packet::WRITE)
				memset(block.tx()->packet_content(packet), value, BLOCK_SIZE);

			block.tx()->submit_packet(packet);
			packet = block.tx()->get_acked_packet();

			char const * const content = block.tx()->packet_content(packet);
			bool const result = packet.succeeded()
			                 && content[0] == value && content[BLOCK_SIZE - 1] == value;

			block.tx()->release_packet(packet);
			return result;
		}
	};
}


void Session_api::test_block(Env &env, Entrypoint &ep, Allocator &heap)
{
	Allocator_avl alloc(&heap);
	Ram_disk     &disk = *new (heap) Ram_disk(env, ep);
	{
		Server_thread         thread(env, disk, 2*NUM_BLOCKS + 1);
		Block::Session_client block(reinterpret_cap_cast<Block::Session>(disk.Block::Session_rpc_object::cap()),
		                            alloc, env.rm());

		Block::sector_t            count = 0;
		size_t                     size  = 0;
		Block::Session::Operations ops { };
		block.info(&count, &size, &ops);
		expect(count == NUM_BLOCKS && size == BLOCK_SIZE, "size of the device");
		expect(ops.supported(Block::Packet_descriptor::WRITE), "operations of the device");

		Client client { block };

		unsigned right = 0;
		for (unsigned i = 0; i < NUM_BLOCKS; i++)
			right += client.request(Block::Packet_descriptor::WRITE, i, (char)i);
		for (unsigned i = NUM_BLOCKS; i-- > 0; )
			right += client.request(Block::Packet_descriptor::READ, i, (char)i);

		expect(!client.request(Block::Packet_descriptor::READ, NUM_BLOCKS, 0),
		       "request behind the end of the device fails");
		block.sync();
		expect(disk.synced == 1, "device is synchronized");

		thread.join();
		log("block requests: ", right, " of ", 2u*NUM_BLOCKS);
	}
	destroy(heap, &disk);
}
