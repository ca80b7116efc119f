/*
 * \brief  Server of a block device in memory and of a network that echoes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/heap.h>
#include <block/component.h>
#include <nic/component.h>
#include <nic/root.h>
#include <packet_stream/geometry.h>

namespace Test_packet_stream {

	using namespace Genode;

	struct Ram_driver;
	struct Ram_driver_factory;
	struct Echo_component;
	struct Server;
}


struct Test_packet_stream::Ram_driver : Block::Driver
{
	char *const memory;

	explicit Ram_driver(char *memory) : memory(memory) { }

	size_t          block_size()  override { return BLOCK_SIZE; }
	Block::sector_t block_count() override { return BLOCK_COUNT; }

	Block::Session::Operations ops() override
	{
		Block::Session::Operations ops;
		ops.set_operation(Block::Packet_descriptor::READ);
		ops.set_operation(Block::Packet_descriptor::WRITE);
		return ops;
	}

	void read(Block::sector_t nr, size_t count, char *buffer,
	          Block::Packet_descriptor &packet) override
	{
		memcpy(buffer, memory + nr*BLOCK_SIZE, count*BLOCK_SIZE);
		ack_packet(packet);
	}

	void write(Block::sector_t nr, size_t count, char const *buffer,
	           Block::Packet_descriptor &packet) override
	{
		memcpy(memory + nr*BLOCK_SIZE, buffer, count*BLOCK_SIZE);
		ack_packet(packet);
	}
};


struct Test_packet_stream::Ram_driver_factory : Block::Driver_factory
{
	Allocator &alloc;
	char      *memory = new (alloc) char[BLOCK_SIZE*BLOCK_COUNT];

	explicit Ram_driver_factory(Allocator &alloc) : alloc(alloc) { }

	Block::Driver *create() override { return new (alloc) Ram_driver(memory); }

	void destroy(Block::Driver *driver) override { Genode::destroy(alloc, static_cast<Ram_driver *>(driver)); }
};


struct Test_packet_stream::Echo_component : Nic::Session_component
{
	using Nic::Session_component::Session_component;

	/* the octets are given as in a structure */
	Nic::Mac_address mac_address() override
	{
		Nic::Mac_address const result = {{ MAC_BYTE, 2, 3, 4, 5 }};
		return result;
	}

	bool link_state() override { return true; }

	/* send back one packet if there is one, and if there is space for it */
	bool _echo()
	{
		while (_rx.source()->ack_avail())
			_rx.source()->release_packet(_rx.source()->get_acked_packet());

		if (!_tx.sink()->packet_avail() || !_tx.sink()->ready_to_ack() || !_rx.source()->ready_to_submit())
			return false;

		Nic::Packet_descriptor const in = _tx.sink()->peek_packet();
		try {
			Nic::Packet_descriptor const out = _rx.source()->alloc_packet(in.size());
			memcpy(_rx.source()->packet_content(out), _tx.sink()->packet_content(in), in.size());
			_rx.source()->submit_packet(out);
		} catch (Nic::Packet_stream_source<Nic::Session::Policy>::Packet_alloc_failed) { return false; }

		_tx.sink()->acknowledge_packet(_tx.sink()->get_packet());
		return true;
	}

	void _handle_packet_stream() override { while (_echo()) ; }
};


struct Test_packet_stream::Server
{
	Env  &env;
	Heap  heap { env.ram(), env.rm() };

	Ram_driver_factory        factory  { heap };
	Block::Root               block    { env.ep(), &heap, factory };
	Nic::Root<Echo_component> nic      { env.ep(), heap };

	explicit Server(Env &env) : env(env)
	{
		env.parent().announce(env.ep().manage(block));
		env.parent().announce(env.ep().manage(nic));
	}
};


void Component::construct(Genode::Env &env) { static Test_packet_stream::Server server(env); }
