/*
 * \brief  Requests for resources that the parent grants
 *
 * As long as init has quota that it did not promise to anybody, it grants
 * what its children ask for.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/heap.h>
#include <base/signal.h>
#include <conformance/test.h>
#include <ram_session/connection.h>

namespace Test_resource_request {

	using namespace Genode;

	struct Main;
}


struct Test_resource_request::Main
{
	enum { KIB = 1024, REMAINING = 64*KIB, BEYOND = 256*KIB, NUM_CONTEXTS = 150 };

	Env              &env;
	Heap              heap { env.ram(), env.rm() };
	Conformance::Test test { env, "resource_request" };

	Signal_context *contexts = new (heap) Signal_context[NUM_CONTEXTS];

	/**
	 * RAM that leaves the component with little quota
	 */
	struct Ballast
	{
		Ram_session                   &ram;
		Ram_dataspace_capability const ds;

		Ballast(Ram_session &ram) : ram(ram), ds(ram.alloc(ram.avail() - REMAINING)) { }

		~Ballast() { ram.free(ds); }
	};

	/*
	 * The contexts exceed both what was donated to the PD session and what
	 * the component has left for an upgrade of it.
	 */
	void contexts_beyond_the_quota()
	{
		Ballast         ballast(env.ram());
		Signal_receiver receiver;

		unsigned count = 0;
		while (count < NUM_CONTEXTS && receiver.manage(&contexts[count]).valid())
			count++;
		test.check_equal("signal contexts are paid by requests", count, (unsigned)NUM_CONTEXTS);

		for (unsigned i = 0; i < count; i++)
			receiver.dissolve(&contexts[i]);
	}

	void session_beyond_the_quota()
	{
		Ballast ballast(env.ram());

		Ram_connection session(env, "beyond");
		test.check("a session is paid by a request", session.cap().valid());

		session.ref_account(env.ram_session_cap());
		test.check_equal("a transfer is paid by a request",
		                 env.ram().transfer_quota(session.cap(), env.ram().avail() + BEYOND), 0);
	}

	void allocation_beyond_the_quota()
	{
		Ballast ballast(env.ram());

		Ram_dataspace_capability const ds = env.ram().alloc(env.ram().avail() + BEYOND);
		test.check("an allocation is paid by a request", ds.valid());
		env.ram().free(ds);
	}

	void round()
	{
		contexts_beyond_the_quota();
		session_beyond_the_quota();
		allocation_beyond_the_quota();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_resource_request::Main main(env); }
