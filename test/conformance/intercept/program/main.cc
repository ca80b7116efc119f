/*
 * \brief  Component whose sessions are intercepted, uses all of them
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/component.h>
#include <base/log.h>

namespace Test_intercept_program {

	using namespace Genode;

	struct Ping { GENODE_RPC(Rpc_ping, int, ping, int); GENODE_RPC_INTERFACE(Rpc_ping); };
	struct Ping_component : Rpc_object<Ping, Ping_component> { int ping(int i) { return i + 1; } };
	struct Main;
}


struct Test_intercept_program::Main
{
	Env           &env;
	Entrypoint     ep { env, 32*1024, "second" };
	Ping_component ping;

	Signal_handler<Main> handler { env.ep(), *this, &Main::handle };

	void handle()
	{
		Attached_ram_dataspace ds(env.ram(), env.rm(), 8192);
		ds.local_addr<char>()[5000] = 42;

		int const answer = ep.manage(ping).call<Ping::Rpc_ping>(ds.local_addr<char>()[5000]);
		ep.dissolve(ping);

		log("intercepted component got ", answer);
		env.parent().exit(answer);
	}

	explicit Main(Env &env) : env(env) { Signal_transmitter(handler).submit(); }
};


void Component::construct(Genode::Env &env) { static Test_intercept_program::Main main(env); }
