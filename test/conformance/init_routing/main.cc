/*
 * \brief  Routes that depend on session arguments, configuration from a ROM module
 *
 * The configuration has rules without targets, which refuse those sessions
 * whose arguments have the values of the '<if-arg>' nodes.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <conformance/test.h>
#include <init_routing/session.h>
#include <ram_session/connection.h>

namespace Test_init_routing {

	using namespace Genode;

	struct Main;
}


struct Test_init_routing::Main
{
	Env              &env;
	Conformance::Test test { env, "init_routing" };
	Connection        server { env };

	bool granted(char const *label, char const *colour)
	{
		typedef String<160> Args;
		Args const args("ram_quota=64K, label=\"", label, "\", colour=\"", colour, "\"");
		try {
			env.parent().close(env.parent().session<Ram_session>(args.string()));
			return true;
		}
		catch (Parent::Service_denied) { return false; }
	}

	void round()
	{
		test.check("the configuration is the module that <configfile> names", server.configured_by_binary());

		test.check("the condition is met by the label",           !granted("refused",        "blue"));
		test.check("the whole label counts",                       granted("refused -> not", "blue"));
		test.check("the condition is met by another argument",    !granted("any",            "red"));
		test.check("the whole argument counts",                    granted("any",            "reddish"));
		test.check("label and condition have to match",           !granted("other",          "green"));
		test.check("the condition does not hold for other labels", granted("any",            "green"));
		test.check("the label does not replace the condition",     granted("other",          "blue"));
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_init_routing::Main main(env); }
