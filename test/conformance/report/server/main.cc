/*
 * \brief  Server that provides the latest report as ROM module
 *
 * Written as servers were before there was 'Env': sessions use the environment
 * of the component, and the configuration is that of 'config()'.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/env.h>
#include <os/attached_ram_dataspace.h>
#include <os/config.h>
#include <os/session_policy.h>
#include <report_session/report_session.h>
#include <rom_session/rom_session.h>
#include <root/component.h>
#include <util/volatile_object.h>

namespace Test_report {

	using namespace Genode;

	struct Module;
	struct Report_component;
	struct Rom_component;
	struct Report_root;
	struct Rom_root;
	struct Main;
}


/**
 * What reports and ROM sessions have in common
 */
struct Test_report::Module
{
	enum { CAPACITY = 4096 };

	char                      content[CAPACITY];
	size_t                    length = 0;
	Signal_context_capability reader;
	unsigned                  readers = 0;

	void changed()
	{
		if (reader.valid())
			Signal_transmitter(reader).submit();
	}
};


struct Test_report::Report_component : Rpc_object<Report::Session>
{
	Module                &module;
	Attached_ram_dataspace ds;

	Report_component(Module &module, size_t buffer_size)
	: module(module), ds(env()->ram_session(), buffer_size) { }

	Dataspace_capability dataspace() { return ds.cap(); }

	void submit(size_t length)
	{
		module.length = min(length, min(ds.size(), (size_t)Module::CAPACITY));
		memcpy(module.content, ds.local_addr<char>(), module.length);
		module.changed();
	}

	void response_sigh(Signal_context_capability) { }

	size_t obtain_response() { return 0; }
};


struct Test_report::Rom_component : Rpc_object<Rom_session>
{
	Module                                      &module;
	Lazy_volatile_object<Attached_ram_dataspace> ds;

	explicit Rom_component(Module &module) : module(module) { module.readers++; }

	~Rom_component()
	{
		module.reader = Signal_context_capability();
		module.readers--;
	}

	Rom_dataspace_capability dataspace()
	{
		ds.construct(env()->ram_session(), (size_t)Module::CAPACITY);
		memcpy(ds->local_addr<char>(), module.content, module.length);

		Dataspace_capability const cap = ds->cap();
		return static_cap_cast<Rom_dataspace>(cap);
	}

	void sigh(Signal_context_capability sigh) { module.reader = sigh; }
};


struct Test_report::Report_root : Root_component<Report_component>
{
	Module &module;

	Report_root(Rpc_entrypoint *ep, Allocator *alloc, Module &module)
	: Root_component<Report_component>(ep, alloc), module(module) { }

	Report_component *_create_session(char const *args)
	{
		/* the session is refused unless there is a policy for its label */
		Session_label const label = label_from_args(args);
		try { Session_policy policy(label); }
		catch (Session_policy::No_policy_defined) { throw Root::Unavailable(); }

		size_t const size = Arg_string::find_arg(args, "buffer_size").ulong_value(0);
		if (size == 0)
			throw Root::Invalid_args();

		return new (md_alloc()) Report_component(module, size);
	}
};


struct Test_report::Rom_root : Root_component<Rom_component>
{
	Module &module;

	Rom_root(Rpc_entrypoint *ep, Allocator *alloc, Module &module)
	: Root_component<Rom_component>(ep, alloc), module(module) { }

	Rom_component *_create_session(char const *) { return new (md_alloc()) Rom_component(module); }
};


struct Test_report::Main
{
	Module      module;
	Report_root reports;
	Rom_root    roms;

	explicit Main(Env &env)
	:
		reports(&env.ep().rpc_ep(), Genode::env()->heap(), module),
		roms   (&env.ep().rpc_ep(), Genode::env()->heap(), module)
	{
		Genode::env()->parent()->announce(env.ep().rpc_ep().manage(&reports));
		Genode::env()->parent()->announce(env.ep().rpc_ep().manage(&roms));
	}
};


void Component::construct(Genode::Env &env) { static Test_report::Main main(env); }
