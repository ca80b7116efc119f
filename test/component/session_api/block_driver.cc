/*
 * \brief  Block server that consists of a driver
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/allocator_avl.h>
#include <block/component.h>
#include <block_session/client.h>
#include <check.h>
#include <root/client.h>

using namespace Session_api;


namespace {

	enum { BLOCK_SIZE = 512, NUM_BLOCKS = 100, BUFFER_SIZE = 64*1024, NUM_REQUESTS = 1000 };

	/*
	 * Accepts two requests at a time, which end when the next one arrives or
	 * when all is synchronized
	 */
	struct Slow_driver : Block::Driver
	{
		char disk[NUM_BLOCKS][BLOCK_SIZE] { };

		Block::Packet_descriptor waiting[2];
		unsigned                 num_waiting = 0;
		unsigned                 congested   = 0;

		size_t block_size() override { return BLOCK_SIZE; }
		Block::sector_t block_count() override { return NUM_BLOCKS; }

		Block::Session::Operations ops() override
		{
			Block::Session::Operations ops { };
			ops.set_operation(Block::Packet_descriptor::READ);
			ops.set_operation(Block::Packet_descriptor::WRITE);
			return ops;
		}

		void finish()
		{
			while (num_waiting)
				ack_packet(waiting[--num_waiting]);
		}

		void accept(Block::Packet_descriptor &packet)
		{
			if (num_waiting == 2) {
				congested++;
				throw Request_congestion();
			}
			waiting[num_waiting++] = packet;
		}

		void read(Block::sector_t nr, size_t count, char *buffer,
		          Block::Packet_descriptor &packet) override
		{
			accept(packet);
			memcpy(buffer, disk[nr], count*BLOCK_SIZE);
		}

		void write(Block::sector_t nr, size_t count, char const *buffer,
		           Block::Packet_descriptor &packet) override
		{
			accept(packet);
			memcpy(disk[nr], buffer, count*BLOCK_SIZE);
		}

		void sync() override { finish(); }
	};

	struct Factory : Block::Driver_factory
	{
		Allocator   &heap;
		Slow_driver *driver = nullptr;

		explicit Factory(Allocator &heap) : heap(heap) { }

		Block::Driver *create() override { return driver = new (heap) Slow_driver(); }

		void destroy(Block::Driver *) override
		{
			Genode::destroy(heap, driver);
			driver = nullptr;
		}
	};


	/*
	 * \return  number of requests that succeeded
	 */
	unsigned write_and_read(Block::Session_client &block)
	{
		typedef Block::Packet_descriptor Packet;

		unsigned submitted = 0, ended = 0, right = 0;

		while (ended < NUM_REQUESTS) {

			/* three requests at a time are more than the driver accepts */
			while (submitted < NUM_REQUESTS && submitted - ended < 3) {
				unsigned const nr = submitted/2 % NUM_BLOCKS;
				bool     const w  = submitted % 2 == 0;

				Packet const packet(block.dma_alloc_packet(BLOCK_SIZE), w ? Packet::WRITE : Packet::READ, nr);
				if (w)
					memset(block.tx()->packet_content(packet), (int)nr, BLOCK_SIZE);

				block.tx()->submit_packet(packet);
				submitted++;
			}

			/* lets the driver end what it has accepted */
			while (!block.tx()->ack_avail())
				block.sync();

			Packet const packet = block.tx()->get_acked_packet();
			right += packet.succeeded()
			      && block.tx()->packet_content(packet)[BLOCK_SIZE - 1] == (char)packet.block_number();
			block.tx()->release_packet(packet);
			ended++;
		}
		return right;
	}
}


void Session_api::test_block_driver(Env &env, Entrypoint &ep, Allocator &heap)
{
	Factory       factory(heap);
	Block::Root   root(ep, &heap, factory);
	Allocator_avl alloc(&heap);
	Root_client   client(ep.manage(root));

	expect(throws<Genode::Root::Quota_exceeded>([&] {
		client.session("ram_quota=16K, tx_buf_size=64K", Affinity()); }), "buffer is paid by the client");
	expect(throws<Genode::Root::Invalid_args>([&] {
		client.session("ram_quota=128K", Affinity()); }), "size of the buffer is missing");

	Session_capability const session = client.session("ram_quota=256K, tx_buf_size=64K", Affinity());
	expect(throws<Genode::Root::Unavailable>([&] {
		client.session("ram_quota=256K, tx_buf_size=64K", Affinity()); }), "one client at a time");
	{
		Block::Session_client block(reinterpret_cap_cast<Block::Session>(session), alloc, env.rm());

		log("driver requests: ", write_and_read(block), " of ", (unsigned)NUM_REQUESTS);
		expect(factory.driver && factory.driver->congested, "driver was congested");

		/* behind the end of the device */
		block.tx()->submit_packet(Block::Packet_descriptor(block.dma_alloc_packet(BLOCK_SIZE),
		                                                   Block::Packet_descriptor::READ, NUM_BLOCKS));
		expect(!block.tx()->get_acked_packet().succeeded(), "block does not exist");
	}
	client.close(session);
	expect(!factory.driver, "driver vanishes along with the session");
	ep.dissolve(root);
}
