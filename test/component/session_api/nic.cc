/*
 * \brief  Network packets that come back, by a server that handles signals
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <check.h>
#include <nic/packet_allocator.h>
#include <nic/root.h>
#include <nic_session/client.h>
#include <root/client.h>

using namespace Session_api;


namespace {

	enum { BUFFER_SIZE = 256*1024, NUM_PACKETS = 3000, MAX_PACKET_SIZE = 1500 };

	struct Loopback : Nic::Session_component
	{
		using Nic::Session_component::Session_component;

		bool forward()
		{
			if (!tx_sink()->packet_avail() || !tx_sink()->ready_to_ack()
			 || !rx_source()->ready_to_submit())
				return false;

			Packet_descriptor const packet = tx_sink()->peek_packet();
			expect(tx_sink()->packet_valid(packet), "packet lies within the buffer");

			try {
				Packet_descriptor const copy = rx_source()->alloc_packet(packet.size());
				memcpy(rx_source()->packet_content(copy), tx_sink()->packet_content(packet),
				       packet.size());
				rx_source()->submit_packet(copy);
			}
			catch (Rx::Source::Packet_alloc_failed) { return false; }

			tx_sink()->acknowledge_packet(tx_sink()->get_packet());
			return true;
		}

		void _handle_packet_stream() override
		{
			while (rx_source()->ack_avail())
				rx_source()->release_packet(rx_source()->get_acked_packet());

			while (forward());
		}

		Nic::Mac_address mac_address() override { return Nic::Mac_address((uint8_t)7); }
		bool link_state() override { return true; }
	};


	size_t packet_size(unsigned i) { return 1 + i*7919u % MAX_PACKET_SIZE; }
	char   byte(unsigned i, size_t at) { return (char)(i + at); }

	void fill(char *content, unsigned i)
	{
		for (size_t at = 0; at < packet_size(i); at++)
			content[at] = byte(i, at);
	}

	bool matches(char const *content, size_t size, unsigned i)
	{
		if (size != packet_size(i))
			return false;

		for (size_t at = 0; at < size; at++)
			if (content[at] != byte(i, at))
				return false;
		return true;
	}


	/*
	 * Sends by one thread, and receives by another one, both of which block
	 */
	struct Sender : Thread
	{
		Nic::Session_client &nic;

		Sender(Env &env, Nic::Session_client &nic)
		: Thread(env, "sender", STACK_SIZE), nic(nic) { start(); }

		Packet_descriptor alloc(size_t size)
		{
			for (;;)
				try { return nic.tx()->alloc_packet(size); }
				catch (Nic::Session::Tx::Source::Packet_alloc_failed) {
					nic.tx()->release_packet(nic.tx()->get_acked_packet()); }
		}

		void entry() override
		{
			for (unsigned i = 0; i < NUM_PACKETS; i++) {
				Packet_descriptor const packet = alloc(packet_size(i));
				fill(nic.tx()->packet_content(packet), i);

				/* more than the queue of acknowledgements must not be under way */
				while (nic.tx()->ack_avail())
					nic.tx()->release_packet(nic.tx()->get_acked_packet());

				nic.tx()->submit_packet(packet);
			}
		}
	};
}


void Session_api::test_nic(Env &env, Entrypoint &ep, Allocator &heap)
{
	Nic::Packet_allocator alloc(&heap);
	Nic::Root<Loopback>   root(ep, heap);
	Root_client           client(ep.manage(root));

	expect(throws<Root::Quota_exceeded>([&] {
		client.session("ram_quota=256K, tx_buf_size=128K, rx_buf_size=128K", Affinity()); }),
		"buffers are paid by the client");

	Session_capability const session =
		client.session("ram_quota=600K, tx_buf_size=256K, rx_buf_size=256K", Affinity());
	{
		Nic::Session_client nic(reinterpret_cap_cast<Nic::Session>(session), alloc, env.rm());

		expect(nic.mac_address() == Nic::Mac_address((uint8_t)7), "address of the interface");
		expect(nic.link_state(), "link of the interface");

		Sender sender(env, nic);

		unsigned right = 0;
		for (unsigned i = 0; i < NUM_PACKETS; i++) {
			Packet_descriptor const packet = nic.rx()->get_packet();
			right += matches(nic.rx()->packet_content(packet), packet.size(), i);
			nic.rx()->acknowledge_packet(packet);
		}
		sender.join();

		log("network packets: ", right, " of ", (unsigned)NUM_PACKETS);

		Packet_descriptor const outside(BUFFER_SIZE - 1, 2), wrapping(-1, 2);
		expect(!nic.rx()->packet_valid(outside) && !nic.rx()->packet_valid(wrapping),
		       "packet outside of the buffer is invalid");
		expect(throws<Packet_descriptor::Invalid_packet>([&] {
			nic.rx()->packet_content(wrapping); }), "content of an invalid packet is refused");
	}
	client.close(session);
	ep.dissolve(root);
}
