/*
 * \brief  Objects that do not need a server
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/weak_ptr.h>
#include <cap_session/connection.h>
#include <check.h>
#include <cpu/atomic.h>
#include <irq_session/connection.h>
#include <os/attached_mmio.h>
#include <os/packet_allocator.h>
#include <os/packet_stream.h>
#include <os/ram_session_guard.h>
#include <os/ring_buffer.h>
#include <os/session_policy.h>
#include <trace/timestamp.h>
#include <trace_session/connection.h>

using namespace Session_api;


namespace {

	struct Target : Weak_object<Target>
	{
		int value = 7;

		~Target() { lock_for_destruction(); value = 0; }
	};

	/* locks the target again and again until it vanishes */
	struct Observer : Thread
	{
		Weak_ptr<Target> ptr;

		unsigned volatile locked = 0;
		unsigned volatile wrong  = 0;

		Observer(Env &env, Weak_ptr<Target> const &ptr)
		: Thread(env, "observer", STACK_SIZE), ptr(ptr) { start(); }

		void entry() override
		{
			for (;;) {
				Weak_ptr<Target>   copy(ptr);
				Locked_ptr<Target> target(copy);

				if (!target.is_valid())
					return;

				locked = locked + 1;
				wrong  = wrong + (target->value != 7);
			}
		}
	};


	void test_weak_ptr(Env &env, Allocator &heap)
	{
		Weak_ptr<Target> ptr, none;
		expect(ptr == none, "invalid pointers are equal");
		{
			Target target, other;
			ptr = target.weak_ptr();
			expect(ptr == target.weak_ptr() && !(ptr == none), "pointers to one object are equal");
			expect(!(ptr == other.weak_ptr()), "pointers to different objects differ");

			Locked_ptr<Target> locked(ptr);
			expect(locked.is_valid() && locked->value == 7, "object is valid");
		}
		expect(ptr == none && !Locked_ptr<Target>(ptr).is_valid(), "object has vanished");

		for (unsigned i = 0; i < 5; i++) {
			Target  &target = *new (heap) Target;
			Observer first(env, target.weak_ptr()), second(env, target.weak_ptr());

			while (!first.locked || !second.locked)
				Weak_ptr<Target>(target.weak_ptr());

			destroy(heap, &target);
			first.join();
			second.join();
			expect(!first.wrong && !second.wrong, "object is valid as long as it is locked");
		}
	}


	void test_packet_allocator(Allocator &heap)
	{
		Packet_allocator alloc(&heap, 64);
		expect(!alloc.add_range(0x1000, 64*100) && alloc.add_range(0x9000, 64), "one range");

		void *first = nullptr, *second = nullptr, *addr = nullptr;
		expect(alloc.alloc(65, &first) && alloc.alloc(64*97, &second), "blocks are allocated");
		expect(first != second && alloc.alloc(64, &addr) && !alloc.alloc(1, &addr), "blocks are limited");

		alloc.free(first, 65);
		alloc.free((void *)0x10, 64);      /* not part of the range */
		alloc.free((void *)0x1000, ~0UL);  /* too many */
		expect(!alloc.alloc(64*3, &addr) && alloc.alloc(64*2, &addr) && addr == first, "blocks are freed");
	}


	/*
	 * What the other side writes to the shared memory is wrong at worst
	 */
	void test_hostile_peer(Env &env, Allocator &heap)
	{
		enum { SIZE = 64*1024 };

		Attached_ram_dataspace shared(env.ram(), env.rm(), SIZE);
		Packet_allocator       alloc(&heap, 64);

		Packet_stream_source<> source(shared.cap(), env.rm(), alloc);
		Packet_stream_sink<>   sink(shared.cap(), env.rm());

		Packet_descriptor const packet = source.alloc_packet(100);
		source.submit_packet(packet);
		expect(sink.packet_avail() && sink.peek_packet().offset() == packet.offset(), "packet arrives");

		/* queues and descriptors, the buffer follows */
		unsigned random = 1;
		auto overwrite_queues = [&] () {
			for (off_t i = 0; i < packet.offset(); i++) {
				random = random*1103515245 + 12345;
				shared.local_addr<char>()[i] = (char)(random >> 16);
			}
		};

		unsigned refused = 0;
		for (unsigned round = 0; round < 100; round++) {

			overwrite_queues();

			for (unsigned i = 0; i < 200 && sink.packet_avail(); i++) {
				Packet_descriptor const wrong = sink.get_packet();

				refused += !sink.packet_valid(wrong) && throws<Packet_descriptor::Invalid_packet>(
					[&] { sink.packet_content(wrong); });
			}
			for (unsigned i = 0; i < 200 && source.ack_avail(); i++)
				source.release_packet(source.get_acked_packet());

			overwrite_queues();

			if (sink.ready_to_ack())
				sink.acknowledge_packet(packet);
		}
		expect(refused > 0, "wrong packets are refused");
	}


	void test_ram_session_guard(Env &env)
	{
		Ram_session_guard ram(env.ram(), env.ram_session_cap(), 3*4096);

		Ram_dataspace_capability const ds = ram.alloc(4096 + 1);
		expect(ram.used() == 2*4096 && ram.quota() == 3*4096, "size is rounded to pages");
		expect(throws<Ram_session::Quota_exceeded>([&] { ram.alloc(2*4096); }), "limit is enforced");
		ram.free(ds);
		expect(ram.used() == 0, "freed memory is available again");
	}


	void test_session_policy()
	{
		Xml_node const config("<config> <policy label=\"a -> b\" n=\"1\"/>"
		                      "<policy label_prefix=\"a\" n=\"2\"/>"
		                      "<policy label_prefix=\"a ->\" n=\"3\"/>"
		                      "<policy label_suffix=\"tail\" n=\"4\"/>"
		                      "<default-policy n=\"5\"/> </config>");

		auto number = [&] (char const *label) {
			return Session_policy(Session_label(label), config).attribute_value("n", 0u); };

		expect(number("a -> b") == 1, "whole label");
		expect(number("a") == 2, "start of the label");
		expect(number("a -> c") == 3, "longest start of the label");
		expect(number("b -> tail") == 4, "end of the label");
		expect(number("x") == 5, "default");

		Xml_node const empty("<config/>");
		expect(throws<Session_policy::No_policy_defined>([&] {
			Session_policy(Session_label("x"), empty); }), "no policy");
	}


	void test_ring_buffer()
	{
		Ring_buffer<int, 4> ring;
		for (int i = 0; i < 3; i++)
			ring.add(i);

		expect(throws<Ring_buffer<int, 4>::Overflow>([&] { ring.add(3); }), "queue is full");
		expect(ring.get() == 0 && ring.get() == 1 && ring.get() == 2 && ring.empty(), "queue is in order");
	}


	/* services of devices are refused, in the way that drivers expect */
	void test_devices(Env &env)
	{
		expect(throws<Parent::Exception>([&] { Irq_connection irq(env, 1); }), "no interrupts");
		expect(throws<Parent::Exception>([&] { Attached_mmio mmio(env, 0xf0000000, 4096); }), "no devices");
		expect(throws<Parent::Exception>([&] { Trace::Connection trace(env, 64*1024, 4096, 0); }),
		       "no tracing");
	}


	struct Ping
	{
		GENODE_RPC(Rpc_ping, int, ping, int);
		GENODE_RPC_INTERFACE(Rpc_ping);
	};

	struct Ping_component : Rpc_object<Ping, Ping_component> { int ping(int i) { return i + 1; } };


	void test_cap_connection()
	{
		Cap_connection cap;
		Rpc_entrypoint ep(&cap, STACK_SIZE, "cap_connection");
		Ping_component ping;

		Capability<Ping> const ping_cap = ep.manage(&ping);
		expect(ping_cap.call<Ping::Rpc_ping>(1) == 2, "object of an entrypoint of a CAP session");
		ep.dissolve(&ping);
	}
}


void Session_api::test_objects(Env &env, Allocator &heap)
{
	test_weak_ptr(env, heap);
	test_packet_allocator(heap);
	test_hostile_peer(env, heap);
	test_ram_session_guard(env);
	test_session_policy();
	test_ring_buffer();
	test_devices(env);
	test_cap_connection();

	int volatile value = 5;
	expect(!cmpxchg(&value, 4, 6) && cmpxchg(&value, 5, 6) && value == 6, "compare and exchange");

	Trace::Timestamp const start = Trace::timestamp();
	expect(Trace::timestamp() >= start, "time stamp counter");
}
