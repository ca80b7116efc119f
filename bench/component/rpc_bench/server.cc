/*
 * \brief  Server whose functions do as little as possible
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/heap.h>
#include <base/log.h>
#include <bench_session.h>
#include <root/component.h>

namespace Rpc_bench {

	struct Session_component;
	struct Root;
	struct Main;
}


struct Rpc_bench::Session_component : Rpc_object<Session>
{
	int  increment(int value)          override { return value + 1; }
	bool take(Dataspace_capability ds) override { return ds.valid(); }
};


struct Rpc_bench::Root : Root_component<Session_component>
{
	Root(Entrypoint &ep, Allocator &md_alloc) : Root_component<Session_component>(ep, md_alloc) { }

	Session_component *_create_session(char const *) override {
		return new (md_alloc()) Session_component; }
};


struct Rpc_bench::Main
{
	Sliced_heap heap;
	Root        root;

	explicit Main(Env &env) : heap(env.ram(), env.rm()), root(env.ep(), heap)
	{
		env.parent().announce(env.ep().manage(root));
	}
};


void Component::construct(Genode::Env &env) { static Rpc_bench::Main main(env); }
