/*
 * \brief  Many calls to a server, disturbed in all ways that a component has
 *
 * Each call carries its number, and the server answers calls out of order
 * with an error. So a call that gets lost, or is executed twice, is noticed.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/blocking.h>
#include <base/component.h>
#include <base/connection.h>
#include <conformance/test.h>
#include <conformance/worker.h>
#include <storm/session.h>

namespace Test_storm {

	using Conformance::Worker;
	using Conformance::wait_until;

	struct Connection;
	struct Client;
	struct Main;
}


struct Test_storm::Connection : Genode::Connection<Session>, Rpc_client<Session>
{
	explicit Connection(Env &env)
	:
		Genode::Connection<Session>(env, session(env.parent(), "ram_quota=64K")),
		Rpc_client<Session>(Genode::Connection<Session>::cap())
	{ }

	Capability<Ledger> create() override { return call<Rpc_create>(); }

	void destroy(Capability<Ledger> ledger) override { call<Rpc_destroy>(ledger); }
};


/**
 * State of a thread that calls a ledger of its own
 */
struct Test_storm::Client
{
	Capability<Ledger>         ledger;
	Dataspace_capability const ds;
	unsigned                   random;

	unsigned volatile calls  = 0;   /* that were answered */
	unsigned volatile wrong  = 0;   /* answers */
	unsigned volatile rounds = 0;
	bool     volatile done   = false;

	Client(Capability<Ledger> ledger, Dataspace_capability ds, unsigned seed)
	: ledger(ledger), ds(ds), random(seed) { }

	unsigned next_random() { return random = random*1103515245 + 12345; }

	void expect(unsigned result, unsigned number, unsigned value)
	{
		if (result != answer(number, value))
			wrong = wrong + 1;

		calls = number;
	}

	/** Call once, mostly with a small message that passes nothing */
	void call()
	{
		unsigned const number = calls + 1, value = next_random(), kind = (value >> 16) % 8;

		if (kind == 0) {
			static char const text[2500] = { 'x' };
			size_t const size = (value >> 8) % sizeof(text);
			expect(ledger.call<Ledger::Rpc_enter_text>(number, Text(text, size)), number, (unsigned)size);
		} else if (kind == 1) {
			expect(ledger.call<Ledger::Rpc_enter_ds>(number, ds), number, 1);
		} else {
			expect(ledger.call<Ledger::Rpc_enter>(number, value), number, value);
		}
	}

	/** Call as often as given, whatever is cancelled */
	void call_often(unsigned count)
	{
		while (calls < count) {
			try { call(); }
			catch (Blocking_canceled) { synchronize(); }
			rounds = rounds + 1;
		}
		done = true;
	}

	/** Find out if the cancelled call was executed */
	void synchronize()
	{
		for (;;) {
			try {
				unsigned const count = ledger.call<Ledger::Rpc_count>();
				if (count != calls && count != calls + 1)
					wrong = wrong + 1;
				calls = count;
				return;
			} catch (Blocking_canceled) { }
		}
	}
};


struct Test_storm::Main
{
	enum { CALLS = 3000 };

	Env                   &env;
	Conformance::Test      test { env, "storm" };
	Attached_ram_dataspace ds   { env.ram(), env.rm(), 4096 };
	Connection             connection { env };
	unsigned               random = 1;

	unsigned next_random() { return (random = random*1103515245 + 12345) >> 16; }

	void check(char const *statement, Client const &client, unsigned count)
	{
		Capability<Ledger> ledger = client.ledger;

		test.check(statement, !client.wrong && client.calls == count
		                   && ledger.call<Ledger::Rpc_count>() == count);
		connection.destroy(client.ledger);
	}

	/*
	 * Threads are paused at any instant, and compete with each other
	 */
	void paused()
	{
		Client first  { connection.create(), ds.cap(), 1 };
		Client second { connection.create(), ds.cap(), 2 };
		Client third  { connection.create(), ds.cap(), 3 };
		{
			auto work = [] (Client &client) { return [&client] { client.call_often(CALLS); }; };

			Worker one(env, "first", work(first));
			Worker two(env, "second", work(second));
			Worker three(env, "third", work(third));

			while (!first.done || !second.done || !third.done) {

				unsigned const which = next_random() % 3;
				Cpu_thread_client thread = which == 0 ? one.control()
				                         : which == 1 ? two.control() : three.control();
				thread.pause();
				for (unsigned i = next_random() % 8; i; i--)
					(void)env.ram().used();
				thread.resume();
				for (unsigned i = next_random() % 32; i; i--)
					(void)env.ram().used();
			}
			one.join();
			two.join();
			three.join();
		}
		check("each call of a thread that is paused is executed once", first,  CALLS);
		check("each call of a second thread is",                       second, CALLS);
		check("each call of a third thread is",                        third,  CALLS);
	}

	/*
	 * A cancelled call was executed once or not at all
	 */
	void cancelled()
	{
		Client client { connection.create(), ds.cap(), 4 };
		Client other  { connection.create(), ds.cap(), 5 };
		{
			Worker worker(env, "cancelled", [&] { client.call_often(CALLS); });
			Worker rival (env, "rival",     [&] { other.call_often(CALLS); });

			while (!client.done) {
				worker.cancel_blocking();

				/* let it get somewhere */
				unsigned const target = client.rounds + next_random() % 64;
				wait_until(env, [&] { return client.done || client.rounds >= target; });
			}
			worker.join();
			rival.join();
		}
		check("no call that is cancelled is executed twice", client, CALLS);
		check("other threads do not notice",                 other,  CALLS);
	}

	/*
	 * Calls fail from the moment on when the object is said to be gone
	 */
	void revoked()
	{
		bool late = false, wrong = false, failed = true;

		for (unsigned i = 0; i < 20; i++) {

			Client        client { connection.create(), ds.cap(), i };
			bool volatile gone = false, error = false;

			Worker worker(env, "revoked", [&] {
				for (;;) {
					bool const was_gone = gone;
					try { client.call(); }
					catch (Ipc_error) { error = true; break; }
					late |= was_gone;
				}
			});
			unsigned const target = 20 + next_random() % 200;
			wait_until(env, [&] { return client.calls >= target; });

			connection.destroy(client.ledger);
			gone = true;
			worker.join();

			wrong  |= client.wrong != 0;
			failed &= error;
		}
		test.check("calls to an object that vanished fail", failed);
		test.check("none of them was answered afterwards", !late);
		test.check("those before were answered", !wrong);
	}

	void round()
	{
		paused();
		cancelled();
		revoked();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_storm::Main main(env); }
