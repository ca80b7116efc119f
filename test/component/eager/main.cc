/*
 * \brief  Client whose threads call a slow server all the time
 *
 * Configuration: 'threads' is the number of threads that call, 'idle' keeps
 * the session open without calls, 'delay_ms' is the time until it is opened.
 * Each answer is verified. Calls that fail are counted and repeated.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/connection.h>
#include <base/heap.h>
#include <base/log.h>
#include <base/rpc_client.h>
#include <base/thread.h>
#include <echo_session.h>
#include <pace.h>

namespace Eager {

	using namespace Genode;

	struct Echo_connection : Connection<Echo::Session>, Rpc_client<Echo::Session>
	{
		explicit Echo_connection(Env &env)
		:
			Connection<Echo::Session>(env, session(env.parent(), "ram_quota=8K")),
			Rpc_client<Echo::Session>(cap())
		{ }

		unsigned long ask(unsigned long question) override { return call<Rpc_ask>(question); }
	};

	struct Caller : Thread
	{
		Echo_connection       &echo;
		unsigned         const number;
		unsigned long volatile answered = 0, failed = 0;

		Caller(Env &env, Echo_connection &echo, unsigned number)
		: Thread(env, "caller", 16*1024), echo(echo), number(number) { start(); }

		void ask(unsigned long question)
		{
			try {
				if (echo.ask(question) != Echo::Session::answer(question))
					error("wrong answer to question ", question);
				answered = answered + 1;
			}
			catch (Ipc_error) { failed = failed + 1; }
		}

		void entry() override
		{
			for (unsigned long question = number << 24; ; question++)
				ask(question);
		}
	};
}


void Component::construct(Genode::Env &env)
{
	using namespace Eager;

	Attached_rom_dataspace config(env, "config");

	unsigned const num_threads = config.xml().attribute_value("threads", 2U);

	if (unsigned const delay_ms = config.xml().attribute_value("delay_ms", 0U)) {
		Recap::Pace delay(env, delay_ms);
		log("session is opened in ", delay_ms, " ms");
		delay.wait();
	}

	Heap            heap(env.ram(), env.rm());
	Recap::Pace     pace(env, config.xml().attribute_value("period_ms", 20U));
	Echo_connection echo(env);

	log("session is open");

	enum { MAX_THREADS = 8 };
	Caller  *callers[MAX_THREADS] { };
	unsigned count = 0;

	for (; count < num_threads && count < MAX_THREADS; count++)
		callers[count] = new (heap) Caller(env, echo, count);

	for (unsigned long round = 1; ; round++) {
		pace.wait();

		unsigned long answered = 0, failed = 0, least = ~0UL;
		for (unsigned i = 0; i < count; i++) {
			answered += callers[i]->answered;
			failed   += callers[i]->failed;
			least     = min(least, callers[i]->answered);
		}

		log("round ", round, ": answered ", answered, ", failed ", failed, ", least ",
		    count ? least : 0);
	}
}
