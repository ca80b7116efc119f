/*
 * \brief  Client that goes on calling a hostile server
 *
 * Whatever the server does, what the client receives is a message that fits,
 * nothing else of the client changes, and calls can be cancelled. Every other
 * call passes a capability, so nucleus delivers it.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/connection.h>
#include <base/log.h>
#include <base/thread.h>
#include <cpu_thread/client.h>
#include <lib/base/kernel.h>
#include <util/string.h>

#include "echo_session.h"

namespace Victim {

	using namespace Genode;

	struct Connection;
	struct Caller;
}


struct Victim::Connection : Genode::Connection<Attack::Echo_session>
{
	explicit Connection(Env &env)
	:
		Genode::Connection<Attack::Echo_session>(env, session(env.parent(), "ram_quota=4K, label=\"\""))
	{ }
};


struct Victim::Caller : Thread
{
	enum { PATTERN = 0xa5, CANARIES = 64 };

	/* the kernel and the stub copy in units of up to this size */
	enum { UNIT = 64 };

	unsigned long const slot;

	unsigned long volatile calls    = 0;
	unsigned long volatile answers  = 0;
	char const   *volatile breach   = nullptr;

	Caller(Env &env, Native_capability const &server)
	: Thread(env, "caller", 32*1024), slot((unsigned long)server.local_name()) { }

	void check(Kernel::Utcb const &utcb)
	{
		Kernel::Message const &message = utcb.message;

		if (message.size > Kernel::Message::MAX_DATA || message.num_caps > Kernel::Message::MAX_CAPS) {
			breach = "a message that is too large";
			return;
		}
		for (unsigned i = message.size + UNIT; i < Kernel::Message::MAX_DATA; i++)
			if (message.data[i] != PATTERN)
				breach = "data behind the message";

		if (utcb.thread_block.utcb != (addr_t)&utcb)
			breach = "the address of the UTCB";
	}

	void entry() override
	{
		unsigned long volatile canary[CANARIES];
		for (unsigned i = 0; i < CANARIES; i++)
			canary[i] = i;

		Kernel::Utcb &utcb = Kernel::utcb();

		for (;;) {
			memset(utcb.message.data, PATTERN, sizeof(utcb.message.data));
			utcb.message.size     = 16;
			utcb.message.num_caps = calls % 2;
			utcb.message.cap[0]   = (unsigned)slot;
			utcb.message.code     = 1;

			Kernel::Status const status = Kernel::execute(Kernel::Operation::IPC_CALL, slot);
			calls = calls + 1;

			if (status == Kernel::Status::OK) {
				answers = answers + 1;
				check(utcb);
			} else {
				Kernel::execute(Kernel::Operation::IPC_SLEEP, 1000);
			}
			for (unsigned i = 0; i < CANARIES; i++)
				if (canary[i] != i)
					breach = "memory of the client";
		}
	}
};


void Component::construct(Genode::Env &env)
{
	using namespace Victim;

	enum { PERIOD_US = 50*1000, PATIENCE = 4 };

	static Victim::Connection connection(env);
	static Caller caller(env, connection.cap());
	caller.start();

	unsigned long calls = 0;

	for (unsigned idle = 0; ; ) {

		Kernel::execute(Kernel::Operation::IPC_SLEEP, PERIOD_US);

		try {
			if (Cpu_thread_client(caller.cap()).state().in_exception)
				caller.breach = "the thread got an exception";
		} catch (Cpu_thread::State_access_failed) { }

		if (caller.breach) {
			log("BREACH: ", caller.breach);
			return;
		}
		if (caller.calls != calls) {
			calls = caller.calls;
			idle  = 0;
			log("calls go on: ", calls, ", ", caller.answers, " answers");
		} else if (++idle >= PATIENCE) {
			idle = 0;
			caller.cancel_blocking();
		}
	}
}
