/*
 * \brief  Server and client, started by the test of children of the kind of init
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/heap.h>
#include <init_child/session.h>
#include <root/component.h>

namespace Test_init_child {

	struct Double_component;
	struct Double_root;
	struct Program;
}


struct Test_init_child::Double_component : Rpc_object<Double_session>
{
	unsigned twice(unsigned value) override { return 2*value; }
};


struct Test_init_child::Double_root : Root_component<Double_component>
{
	Double_root(Entrypoint &ep, Allocator &alloc) : Root_component(ep, alloc) { }

	Double_component *_create_session(char const *) override {
		return new (md_alloc()) Double_component; }
};


struct Test_init_child::Program
{
	enum { BIG = 1024*1024 };

	Env        &env;
	Heap        heap { env.ram(), env.rm() };
	Double_root root { env.ep(), heap };

	bool denied(char const *label)
	{
		try { Double_connection connection(env, label); return false; }
		catch (Parent::Service_denied) { return true; }
		catch (Parent::Unavailable)    { return true; }
	}

	int client()
	{
		Double_connection connection(env, "wanted");
		if (connection.twice(21) != 42)
			return WRONG;

		/* more than the configured quota, the parent grants it */
		env.ram().free(env.ram().alloc(BIG));

		return OK + (denied("unwanted") ? DENIED : 0);
	}

	explicit Program(Env &env) : env(env)
	{
		Attached_rom_dataspace config(env, "config");

		if (config.xml().attribute_value("server", false))
			env.parent().announce(env.ep().manage(root));
		else
			env.parent().exit(client());
	}
};


void Component::construct(Genode::Env &env) { static Test_init_child::Program program(env); }
