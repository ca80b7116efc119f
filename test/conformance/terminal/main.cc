/*
 * \brief  Terminal sessions
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <conformance/test.h>
#include <terminal_session/connection.h>

namespace Test_terminal {

	using namespace Genode;

	struct Main;
}


struct Test_terminal::Main
{
	Env              &env;
	Conformance::Test test { env, "terminal" };

	void round()
	{
		Terminal::Connection eager(env, "eager"), limited(env, "limited");

		Terminal::Session::Size const size = eager.size();
		test.check("a terminal has a size", size.columns() == 80 && size.lines() == 25
		        && limited.size().columns() == 0);

		Signal_receiver receiver;
		Signal_context  context;
		eager.read_avail_sigh(receiver.manage(&context));

		char buffer[256] { };
		test.check("there is nothing to be read at first", !eager.avail()
		        && eager.read(buffer, sizeof(buffer)) == 0);

		test.check_equal("characters are written", eager.write("hello", 5), (size_t)5);
		receiver.wait_for_signal();
		test.check("they are signalled", eager.avail());
		test.check("a part is read", eager.read(buffer, 2) == 2 && !strcmp(buffer, "he", 2));
		test.check("the others are read", eager.read(buffer, sizeof(buffer)) == 3
		        && !strcmp(buffer, "llo", 3) && !eager.avail());

		test.check_equal("a server that returns nothing takes everything",
		                 eager.write(buffer, sizeof(buffer)), sizeof(buffer));
		test.check_equal("another one tells how much it took",
		                 limited.write(buffer, sizeof(buffer)), (size_t)64);
		test.check_equal("this much is read", limited.read(buffer, sizeof(buffer)), (size_t)64);

		eager.read_avail_sigh(Signal_context_capability());
		receiver.dissolve(&context);
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_terminal::Main main(env); }
