/*
 * \brief  Program that is started by the test of children
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/heap.h>
#include <base/signal.h>
#include <child/session.h>
#include <conformance/no_waiting.h>
#include <root/component.h>

namespace Test_child {

	struct Echo_component;
	struct Echo_root;
	struct Main;
}


struct Test_child::Echo_component : Rpc_object<Echo_session>
{
	unsigned echo(unsigned value) override { return value + 1; }
};


struct Test_child::Echo_root : Root_component<Echo_component>
{
	Echo_root(Entrypoint &ep, Allocator &alloc) : Root_component(ep, alloc) { }

	Echo_component *_create_session(char const *) override { return new (md_alloc()) Echo_component; }
};


struct Test_child::Main
{
	enum { STACK_SIZE = 16*1024 };

	Env              &env;
	Heap              heap   { env.ram(), env.rm() };
	Report_connection parent { env };
	Signal_receiver   receiver { };
	Entrypoint        ep     { env, STACK_SIZE, "echo" };
	Echo_root         root   { ep, heap };

	unsigned long configured()
	{
		Attached_rom_dataspace config(env, "config");
		return config.xml().attribute_value("value", 0UL);
	}

	unsigned long denied()
	{
		try { env.parent().session<Echo_session>("ram_quota=4096, label=\"nobody\""); return 0; }
		catch (Parent::Service_denied) { return 1; }
		catch (Parent::Unavailable)    { return 2; }
	}

	unsigned long exceeded()
	{
		Conformance::No_waiting const no_waiting(env);

		try { env.parent().session<Report_session>("ram_quota=1G, label=\"too much\""); return 0; }
		catch (Parent::Quota_exceeded) { return 1; }
	}

	unsigned long upgraded()
	{
		size_t const quota = env.ram().quota();
		env.parent().upgrade(parent.Connection<Report_session>::cap(), "ram_quota=12288");
		return quota - env.ram().quota();
	}

	void second_session()
	{
		{
			Report_connection second(env);
			parent.report(SECOND_OPENED, 0);
		}
		parent.report(SECOND_CLOSED, 0);
	}

	void resources()
	{
		Signal_context context;
		env.parent().resource_avail_sigh(receiver.manage(&context));
		size_t const quota = env.ram().quota();
		parent.report(READY_FOR_RESOURCES, 0);
		env.parent().resource_request("ram_quota=65536");
		receiver.wait_for_signal();
		parent.report(GOT_RESOURCES, env.ram().quota() - quota);
		receiver.dissolve(&context);
	}

	void yield()
	{
		Signal_context context;
		env.parent().yield_sigh(receiver.manage(&context));
		parent.report(READY_TO_YIELD, 0);
		receiver.wait_for_signal();

		Parent::Resource_args const args = env.parent().yield_request();
		parent.report(ASKED_TO_YIELD, Arg_string::find_arg(args.string(), "ram_quota").ulong_value(0));
		env.parent().yield_response();
		parent.report(YIELDED, 0);
		receiver.dissolve(&context);
	}

	explicit Main(Env &env) : env(env)
	{
		parent.report(STARTED, env.ram().avail());
		parent.report(CONFIGURED, configured());
		parent.report(DENIED,   denied());
		parent.report(EXCEEDED, exceeded());
		parent.report(UPGRADED, upgraded());
		second_session();
		resources();
		yield();
		env.parent().announce(ep.manage(root));
		parent.report(ANNOUNCED, 0);
		parent.report(ABOUT_TO_EXIT, 0);
		env.parent().exit(42);
	}
};


void Component::construct(Genode::Env &env) { static Test_child::Main main(env); }
