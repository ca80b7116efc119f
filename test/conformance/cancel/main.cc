/*
 * \brief  Cancellation of blocking operations
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/blocking.h>
#include <base/component.h>
#include <base/rpc_client.h>
#include <base/rpc_server.h>
#include <base/semaphore.h>
#include <base/signal.h>
#include <conformance/test.h>
#include <conformance/worker.h>

namespace Test_cancel {

	using namespace Genode;

	using Conformance::Worker;
	using Conformance::wait_until;

	struct Gatekeeper;
	struct Main;
}


/**
 * Object whose function blocks until it is told to go on
 */
struct Test_cancel::Gatekeeper
{
	GENODE_RPC(Rpc_pass, unsigned, pass, unsigned);
	GENODE_RPC_INTERFACE(Rpc_pass);
};


struct Test_cancel::Main
{
	enum { STACK_SIZE = 16*1024 };

	Env              &env;
	Conformance::Test test { env, "cancel" };

	struct Gatekeeper_component : Rpc_object<Gatekeeper, Gatekeeper_component>
	{
		Semaphore     gate    { };
		bool volatile entered = false;

		unsigned pass(unsigned value)
		{
			entered = true;
			gate.down();
			return value + 1;
		}
	};

	/**
	 * Cancel the operation of a thread until the thread has noticed
	 *
	 * A thread that is not blocked yet is cancelled at the next occasion.
	 */
	void cancel(Thread &thread, bool volatile &canceled)
	{
		wait_until(env, [&] {
			if (!canceled)
				thread.cancel_blocking();
			return canceled;
		});
		thread.join();
	}

	void cancelable_lock()
	{
		Cancelable_lock lock { Cancelable_lock::LOCKED };
		bool volatile canceled = false;

		Worker worker(env, "locking", [&] {
			try { lock.lock(); }
			catch (Blocking_canceled) { canceled = true; }
		});
		cancel(worker, canceled);
		test.check("waiting for a cancelable lock can be cancelled", canceled);

		lock.unlock();
		lock.lock();
		test.check("the lock is not affected by the thread that gave up", true);
	}

	void lock()
	{
		Lock lock { Lock::LOCKED };
		bool volatile started = false, acquired = false, canceled = false;

		Worker worker(env, "locking", [&] {
			started = true;
			try { lock.lock(); acquired = true; }
			catch (Blocking_canceled) { canceled = true; }
		});
		wait_until(env, [&] { return started; });
		for (unsigned i = 0; i < 20; i++)
			worker.cancel_blocking();

		bool const early = acquired;
		lock.unlock();
		worker.join();
		test.check("waiting for a lock goes on when cancelled", !early && acquired && !canceled);
	}

	void semaphore()
	{
		Semaphore sem;
		bool volatile canceled = false;

		Worker worker(env, "down", [&] {
			try { sem.down(); }
			catch (Blocking_canceled) { canceled = true; }
		});
		cancel(worker, canceled);
		test.check("waiting for a semaphore can be cancelled", canceled);
		test.check_equal("the thread that gave up is not counted", sem.cnt(), 0);
	}

	void signal()
	{
		Signal_receiver receiver;
		Signal_context  context;
		Signal_context_capability const cap = receiver.manage(&context);
		bool volatile canceled = false;

		Worker worker(env, "waiting", [&] {
			try { receiver.wait_for_signal(); }
			catch (Blocking_canceled) { canceled = true; }
		});
		cancel(worker, canceled);
		test.check("waiting for a signal can be cancelled", canceled);

		Signal_transmitter(cap).submit();
		test.check("the receiver receives afterwards",
		           receiver.wait_for_signal().context() == &context);
		receiver.dissolve(&context);
	}

	/*
	 * A thread that runs is cancelled at the next occasion, not at two of them
	 */
	void once(bool call_first)
	{
		Rpc_entrypoint           ep(&env.pd(), STACK_SIZE, "gatekeeper");
		Gatekeeper_component     gatekeeper;
		Capability<Gatekeeper> const cap = ep.manage(&gatekeeper);
		gatekeeper.gate.up();

		Semaphore         sem;
		bool     volatile running = false, canceled = false, at_second = false;
		unsigned volatile count   = 0;

		auto attempt = [&] (bool call) {
			try {
				if (call)
					cap.call<Gatekeeper::Rpc_pass>(1);
				else
					sem.down();
			}
			catch (Blocking_canceled) { count = count + 1; }
		};

		Worker worker(env, "running", [&] {
			running = true;
			while (!canceled) ;

			attempt(call_first);
			at_second = true;
			attempt(!call_first);
		});

		wait_until(env, [&] { return running; });
		worker.cancel_blocking();
		canceled = true;

		wait_until(env, [&] { return at_second; });
		sem.up();
		worker.join();

		test.check_equal("one operation is cancelled", (unsigned)count, 1U);
		ep.dissolve(&gatekeeper);
	}

	/*
	 * The server does not notice, its reply is dropped
	 */
	void call()
	{
		Rpc_entrypoint           ep(&env.pd(), STACK_SIZE, "gatekeeper");
		Gatekeeper_component     gatekeeper;
		Capability<Gatekeeper> const cap = ep.manage(&gatekeeper);
		bool volatile canceled = false;

		Worker worker(env, "calling", [&] {
			try { cap.call<Gatekeeper::Rpc_pass>(1); }
			catch (Blocking_canceled) { canceled = true; }
		});
		wait_until(env, [&] { return gatekeeper.entered; });
		cancel(worker, canceled);
		test.check("a call that is being served can be cancelled", canceled);

		/* a call that the busy server has not received yet */
		bool volatile canceled_early = false;
		Worker second(env, "queued", [&] {
			try { cap.call<Gatekeeper::Rpc_pass>(2); }
			catch (Blocking_canceled) { canceled_early = true; }
		});
		cancel(second, canceled_early);
		test.check("a call that waits for its server can be cancelled", canceled_early);

		gatekeeper.gate.up();
		gatekeeper.gate.up();
		test.check_equal("the server answers other calls afterwards",
		                 cap.call<Gatekeeper::Rpc_pass>(41), 42U);
		ep.dissolve(&gatekeeper);
	}

	/*
	 * A server that blocks on behalf of a call is cancelled
	 */
	void server()
	{
		struct Patient : Rpc_object<Gatekeeper, Patient>
		{
			Semaphore         gate   { };
			Thread * volatile server = nullptr;

			unsigned pass(unsigned)
			{
				server = Thread::myself();
				try { gate.down(); }
				catch (Blocking_canceled) { return 1; }
				return 0;
			}
		} patient;

		Rpc_entrypoint ep(&env.pd(), STACK_SIZE, "patient");

		Capability<Gatekeeper> const cap = ep.manage(&patient);
		unsigned volatile result = 0;
		bool volatile     replied = false;

		Worker worker(env, "calling", [&] {
			result  = cap.call<Gatekeeper::Rpc_pass>(0);
			replied = true;
		});
		wait_until(env, [&] { return patient.server; });
		wait_until(env, [&] {
			if (!replied)
				patient.server->cancel_blocking();
			return replied;
		});
		worker.join();
		test.check_equal("an entrypoint that blocks can be cancelled", (unsigned)result, 1U);
		ep.dissolve(&patient);
	}

	/*
	 * The client gets an error, and the server goes on
	 */
	void careless_server()
	{
		Rpc_entrypoint               ep(&env.pd(), STACK_SIZE, "careless");
		Gatekeeper_component         gatekeeper;
		Capability<Gatekeeper> const cap = ep.manage(&gatekeeper);
		bool volatile failed = false;

		Worker worker(env, "calling", [&] {
			try { cap.call<Gatekeeper::Rpc_pass>(1); }
			catch (Ipc_error) { failed = true; }
		});
		wait_until(env, [&] { return gatekeeper.entered; });
		wait_until(env, [&] {
			if (!failed)
				ep.cancel_blocking();
			return failed;
		});
		worker.join();
		test.check("a function that is cancelled fails", failed);

		/* the next one may be cancelled as well, because the failure was noticed late */
		bool passed = false;
		while (!passed) {
			gatekeeper.gate.up();
			try { passed = cap.call<Gatekeeper::Rpc_pass>(1) == 2; }
			catch (Ipc_error) { }
		}
		test.check("its server answers other calls afterwards", passed);
		ep.dissolve(&gatekeeper);
	}

	void round()
	{
		cancelable_lock();
		lock();
		semaphore();
		signal();
		once(false);
		once(true);
		call();
		server();
		careless_server();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_cancel::Main main(env); }
