/*
 * \brief  Component of low priority that works in the background
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/component.h>
#include <base/heap.h>
#include <base/semaphore.h>
#include <cpu_session/connection.h>
#include <init_scheduling/session.h>
#include <root/component.h>

namespace Test_init_scheduling {

	struct Worker;
	struct Session_component;
	struct Root;
	struct Server;
}


/**
 * Thread of the highest priority that the component can have
 */
struct Test_init_scheduling::Worker : Thread
{
	Attached_ram_dataspace  memory;
	unsigned long volatile &count { *memory.local_addr<unsigned long volatile>() };
	Semaphore               started { };
	bool          volatile  working = false;

	Worker(Env &env, Cpu_session &cpu)
	:
		Thread(env, "worker", 16*1024, Affinity::Location(0, 0), Weight(), cpu),
		memory(env.ram(), env.rm(), 4096)
	{ start(); }

	void entry() override
	{
		for (;;) {
			started.down();
			work_while(working, count, ~0UL);
		}
	}
};


struct Test_init_scheduling::Session_component : Rpc_object<Work_session>
{
	Env    &env;
	Worker &worker;

	Session_component(Env &env, Worker &worker) : env(env), worker(worker) { }

	void work(bool on) override
	{
		worker.working = on;
		if (on)
			worker.started.up();
	}

	Dataspace_capability done() override { return worker.memory.cap(); }

	unsigned cpus() override { return env.cpu().affinity_space().total(); }
};


struct Test_init_scheduling::Root : Root_component<Session_component>
{
	Env    &env;
	Worker &worker;

	Root(Env &env, Allocator &alloc, Worker &worker)
	: Root_component(env.ep(), alloc), env(env), worker(worker) { }

	Session_component *_create_session(char const *) override {
		return new (md_alloc()) Session_component(env, worker); }
};


struct Test_init_scheduling::Server
{
	Env           &env;
	Heap           heap   { env.ram(), env.rm() };
	Cpu_connection cpu    { env, "high", Cpu_session::DEFAULT_PRIORITY };
	Worker         worker { env, cpu };
	Root           root   { env, heap, worker };

	explicit Server(Env &env) : env(env) { env.parent().announce(env.ep().manage(root)); }
};


void Component::construct(Genode::Env &env) { static Test_init_scheduling::Server server(env); }
