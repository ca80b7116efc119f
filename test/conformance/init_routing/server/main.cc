/*
 * \brief  Component whose configuration is another module than 'config'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/rpc_server.h>
#include <init_routing/session.h>
#include <os/static_root.h>

namespace Test_init_routing {

	struct Session_component;
	struct Server;
}


struct Test_init_routing::Session_component : Rpc_object<Session>
{
	Attached_rom_dataspace config;

	explicit Session_component(Env &env) : config(env, "config") { }

	bool configured_by_binary() override {
		return config.valid() && !strcmp(config.local_addr<char>(), "\177ELF", 4); }
};


struct Test_init_routing::Server
{
	Session_component    session;
	Static_root<Session> root;

	explicit Server(Env &env) : session(env), root(env.ep().manage(session))
	{
		env.parent().announce(env.ep().manage(root));
	}
};


void Component::construct(Genode::Env &env) { static Test_init_routing::Server server(env); }
