/*
 * \brief  Slaves: components that serve the one that creates them
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/semaphore.h>
#include <conformance/test.h>
#include <os/slave.h>

namespace Test_slave {

	using namespace Genode;

	struct Policy;
	struct Main;
}


struct Test_slave::Policy : Slave_policy
{
	Semaphore    exited { };
	int volatile value = -1;
	bool const   with_timer;

	char const **_permitted_services() const override
	{
		static char const *with   [] = { "ROM", "RAM", "PD", "CPU", "RM", "LOG", "Timer", 0 };
		static char const *without[] = { "ROM", "RAM", "PD", "CPU", "RM", "LOG", 0 };

		return with_timer ? with : without;
	}

	Policy(Rpc_entrypoint &ep, bool with_timer)
	:
		Slave_policy("slave", ep, Genode::env()->ram_session(), "conformance_slave_program"),
		with_timer(with_timer)
	{ }

	void exit(int exit_value) override
	{
		value = exit_value;
		exited.up();
	}

	int wait_for_exit()
	{
		exited.down();
		return value;
	}
};


struct Test_slave::Main
{
	enum { STACK_SIZE = 16*1024, QUOTA = 2*1024*1024, DENIED = 1000 };

	Env              &env;
	Conformance::Test test { env, "slave" };

	void round()
	{
		Rpc_entrypoint ep(&env.pd(), STACK_SIZE, "slave_ep");

		size_t const before = env.ram().avail();
		{
			Policy policy(ep, false);
			policy.configure("<config value=\"7\"/>");
			Slave slave(ep, policy, QUOTA);
			test.check_equal("a slave gets its configuration, and no other service than permitted",
			                 policy.wait_for_exit(), 7 + DENIED);
		}
		{
			Policy policy(ep, true);
			Slave  slave(ep, policy, QUOTA);
			policy.configure("<config value=\"8\"/>");
			test.check_equal("a configuration can be replaced", policy.wait_for_exit(), 8);
		}
		test.check("the quota of slaves comes back", env.ram().avail() + 64*1024 >= before);
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_slave::Main main(env); }
