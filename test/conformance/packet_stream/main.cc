/*
 * \brief  Packet streams to a server of blocks and to one of network packets
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/allocator_avl.h>
#include <base/component.h>
#include <base/heap.h>
#include <block_session/connection.h>
#include <conformance/test.h>
#include <nic/packet_allocator.h>
#include <nic_session/connection.h>
#include <packet_stream/geometry.h>

namespace Test_packet_stream {

	using namespace Genode;

	struct Main;
}


struct Test_packet_stream::Main
{
	typedef Block::Packet_descriptor Block_packet;

	enum { MANY = 400, IN_FLIGHT = 16 };

	Env              &env;
	Conformance::Test test { env, "packet_stream" };
	Heap              heap { env.ram(), env.rm() };

	static char pattern(unsigned block, unsigned offset) { return (char)(block*7 + offset*3 + 1); }

	static Block_packet submit(Block::Connection &block, Block_packet::Opcode op, unsigned nr, unsigned count)
	{
		Block_packet const packet(block.dma_alloc_packet(count*BLOCK_SIZE), op, nr, count);
		if (op == Block_packet::WRITE)
			for (unsigned i = 0; i < count*BLOCK_SIZE; i++)
				block.tx()->packet_content(packet)[i] = pattern(nr + i/BLOCK_SIZE, i % BLOCK_SIZE);
		block.tx()->submit_packet(packet);
		return packet;
	}

	/* return true if the blocks that were read have the right content */
	static bool correct(Block::Connection &block, Block_packet const &packet)
	{
		char const * const content = block.tx()->packet_content(packet);

		for (unsigned i = 0; i < packet.block_count()*BLOCK_SIZE; i++)
			if (content[i] != pattern((unsigned)packet.block_number() + i/BLOCK_SIZE, i % BLOCK_SIZE))
				return false;
		return true;
	}

	void blocks()
	{
		Allocator_avl     alloc(&heap);
		Block::Connection block(env, &alloc, 64*1024);

		Block::sector_t            count = 0;
		size_t                     size  = 0;
		Block::Session::Operations ops;
		block.info(&count, &size, &ops);
		test.check("the device tells its size", count == BLOCK_COUNT && size == BLOCK_SIZE);
		test.check("the device tells what it can do",
		           ops.supported(Block_packet::READ) && ops.supported(Block_packet::WRITE));

		bool succeeded = true;
		for (unsigned nr = 0; nr < BLOCK_COUNT; nr += 4) {
			submit(block, Block_packet::WRITE, nr, 4);
			Block_packet const packet = block.tx()->get_acked_packet();
			succeeded &= packet.succeeded() && packet.block_number() == nr;
			block.tx()->release_packet(packet);
		}
		block.sync();
		test.check("all blocks are written, one packet at a time", succeeded);

		bool valid = true, ordered = true;
		for (unsigned nr = 0; nr < BLOCK_COUNT; nr += IN_FLIGHT) {
			for (unsigned i = 0; i < IN_FLIGHT; i++)
				submit(block, Block_packet::READ, nr + i, 1);
			for (unsigned i = 0; i < IN_FLIGHT; i++) {
				Block_packet const packet = block.tx()->get_acked_packet();
				ordered &= packet.block_number() == nr + i;
				valid   &= packet.succeeded() && correct(block, packet);
				block.tx()->release_packet(packet);
			}
		}
		test.check("many requests under way are answered in order", ordered);
		test.check("what was written is read", valid);

		submit(block, Block_packet::READ, BLOCK_COUNT - 1, 2);
		Block_packet const packet = block.tx()->get_acked_packet();
		test.check("a request beyond the end of the device fails", !packet.succeeded());
		block.tx()->release_packet(packet);

		test.check_throws<Block::Session::Tx::Source::Packet_alloc_failed>(
			"packets have to fit into the buffer", [&] { block.dma_alloc_packet(128*1024); });
		test.check("a descriptor beyond the buffer is invalid",
		           !block.tx()->packet_valid(Block_packet(64*1024, 4096)));
	}

	/* size of a packet */
	static size_t size(unsigned i) { return 64 + (i*37) % 1400; }

	void packets()
	{
		Nic::Packet_allocator alloc(&heap);
		Nic::Connection       nic(env, &alloc, 128*1024, 128*1024);

		Nic::Mac_address const mac = nic.mac_address();
		test.check("the server tells its address", mac.addr[0] == MAC_BYTE && mac.addr[4] == 5);
		test.check("missing octets are zero", mac.addr[Nic::Mac_address::NUM_ELEM - 1] == 0);
		test.check("addresses can be made of equal octets, and copied from memory",
		           Nic::Mac_address((uint8_t)0xff).addr[5] == 0xff && Nic::Mac_address((void *)mac.addr) == mac);
		test.check("the link is up", nic.link_state());

		bool same = true, acknowledged = true;
		for (unsigned first = 0; first < MANY; first += IN_FLIGHT) {

			for (unsigned i = first; i < first + IN_FLIGHT; i++) {
				Nic::Packet_descriptor const packet = nic.tx()->alloc_packet(size(i));
				memset(nic.tx()->packet_content(packet), (int)i & 0xff, size(i));
				nic.tx()->submit_packet(packet);
			}
			for (unsigned i = first; i < first + IN_FLIGHT; i++) {
				Nic::Packet_descriptor const packet = nic.rx()->get_packet();
				same &= packet.size() == size(i);
				for (unsigned j = 0; same && j < size(i); j++)
					same &= nic.rx()->packet_content(packet)[j] == (char)i;
				nic.rx()->acknowledge_packet(packet);
			}
			for (unsigned i = first; i < first + IN_FLIGHT; i++) {
				Nic::Packet_descriptor const packet = nic.tx()->get_acked_packet();
				acknowledged &= packet.size() == size(i);
				nic.tx()->release_packet(packet);
			}
		}
		test.check("packets come back as they were sent", same);
		test.check("all packets are acknowledged", acknowledged);
	}

	void round()
	{
		blocks();
		packets();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_packet_stream::Main main(env); }
