/*
 * \brief  Component that goes through all phases of life within a short time
 *
 * It exits with the value 'exit' of its configuration if nothing went wrong,
 * and with another one otherwise.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/entrypoint.h>
#include <base/heap.h>
#include <base/log.h>
#include <base/rpc_client.h>
#include <base/rpc_server.h>
#include <base/semaphore.h>
#include <base/thread.h>

namespace Infant {

	using namespace Genode;

	unsigned long mix(unsigned long value) { return value*6364136223846793005UL + 1442695040888963407UL; }

	/* computed before 'construct' */
	struct Early
	{
		unsigned long value = 1;

		Early() { for (unsigned i = 0; i < 100000; i++) value = mix(value); }

		bool correct() const
		{
			unsigned long expected = 1;
			for (unsigned i = 0; i < 100000; i++)
				expected = mix(expected);
			return value == expected;
		}
	};

	Early early;

	struct Worker : Thread
	{
		Semaphore    &done;
		unsigned long value = 0;

		Worker(Env &env, Semaphore &done) : Thread(env, "worker", 16*1024), done(done) { start(); }

		void entry() override
		{
			for (unsigned i = 0; i < 20000; i++)
				value = mix(value);
			done.up();
		}
	};

	struct Adder
	{
		GENODE_RPC(Rpc_add, unsigned, add, unsigned, unsigned);
		GENODE_RPC_INTERFACE(Rpc_add);
	};

	struct Adder_component : Rpc_object<Adder, Adder_component>
	{
		unsigned add(unsigned a, unsigned b) { return a + b; }
	};

	struct Signal_counter
	{
		Entrypoint                    &ep;
		Semaphore                      handled { };
		unsigned                       count = 0;
		Signal_handler<Signal_counter> handler { ep, *this, &Signal_counter::handle };

		explicit Signal_counter(Entrypoint &ep) : ep(ep) { }

		void handle() { count++; handled.up(); }
	};

	/**
	 * \return  number of what went wrong
	 */
	unsigned live(Env &env)
	{
		unsigned wrong = early.correct() ? 0 : 1;

		for (unsigned round = 0; round < 3; round++) {

			Semaphore done;
			Worker    first(env, done), second(env, done);
			done.down();
			done.down();
			first.join();
			second.join();
			wrong += first.value != second.value;

			Entrypoint ep(env, 16*1024, "infant_ep");

			Adder_component   adder;
			Capability<Adder> cap = ep.manage(adder);

			for (unsigned i = 0; i < 20; i++)
				wrong += cap.call<Adder::Rpc_add>(i, round) != i + round;

			Signal_counter counter(ep);
			for (unsigned i = 0; i < 10; i++) {
				Signal_transmitter(counter.handler).submit();
				counter.handled.down();
			}
			wrong += counter.count != 10;

			ep.dissolve(adder);

			Attached_ram_dataspace ds(env.ram(), env.rm(), 16*1024);
			memset(ds.local_addr<char>(), int(round) + 1, ds.size());
			for (size_t i = 0; i < ds.size(); i++)
				wrong += ds.local_addr<char>()[i] != char(round + 1);
		}
		return wrong;
	}
}


void Component::construct(Genode::Env &env)
{
	unsigned wrong = 1;
	try { wrong = Infant::live(env); }
	catch (...) { Genode::error("unexpected exception"); }

	env.parent().exit(wrong ? 1000 + int(wrong) : 7);
}
