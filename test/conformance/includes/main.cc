/*
 * \brief  Headers that bring others along, as components rely on
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <conformance/test.h>

#include "includes.h"

namespace Test_includes { struct Main; }


struct Test_includes::Main
{
	Genode::Env      &env;
	Conformance::Test test { env, "includes" };

	void round()
	{
		test.check("headers of servers",  server(env.ram(), env.rm()));
		test.check("header of threads",   thread());
		test.check("header of children",  child(env.pd_session_cap(), Genode::Thread_capability()));
		test.check("headers of utilities", utilities());
	}

	explicit Main(Genode::Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_includes::Main main(env); }
