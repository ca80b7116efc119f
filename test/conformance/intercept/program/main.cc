/*
 * \brief  Component whose sessions are intercepted, uses all of them
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/component.h>
#include <base/log.h>
#include <base/thread.h>

namespace Test_intercept_program {

	using namespace Genode;

	struct Ping { GENODE_RPC(Rpc_ping, int, ping, int); GENODE_RPC_INTERFACE(Rpc_ping); };
	struct Ping_component : Rpc_object<Ping, Ping_component> { int ping(int i) { return i + 1; } };
	struct Worker;
	struct Main;
}


struct Test_intercept_program::Worker : Thread
{
	int result = 0;

	explicit Worker(Env &env) : Thread(env, "worker", 16*1024) { }

	void entry() override { result = 42; }
};


struct Test_intercept_program::Main
{
	Env           &env;
	Entrypoint     ep { env, 32*1024, "second" };
	Ping_component ping;

	Signal_handler<Main> handler { env.ep(), *this, &Main::handle };

	void handle()
	{
		Attached_ram_dataspace ds(env.ram(), env.rm(), 8192);
		{
			Worker worker(env);
			worker.start();
			worker.join();
			ds.local_addr<char>()[5000] = (char)worker.result;
		}

		int const answer = ep.manage(ping).call<Ping::Rpc_ping>(ds.local_addr<char>()[5000]);
		ep.dissolve(ping);

		log("intercepted component got ", answer);
		env.parent().exit(answer);
	}

	explicit Main(Env &env) : env(env) { Signal_transmitter(handler).submit(); }
};


void Component::construct(Genode::Env &env) { static Test_intercept_program::Main main(env); }
