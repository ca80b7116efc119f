/*
 * \brief  Signals
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/entrypoint.h>
#include <base/heap.h>
#include <base/semaphore.h>
#include <base/signal.h>
#include <conformance/test.h>
#include <conformance/worker.h>
#include <util/reconstructible.h>

namespace Test_signal {

	using namespace Genode;

	using Conformance::Worker;
	using Conformance::wait_until;

	struct Main;
}


struct Test_signal::Main
{
	enum { STACK_SIZE = 16*1024 };

	Env              &env;
	Heap              heap { env.ram(), env.rm() };
	Conformance::Test test { env, "signal" };

	/* submissions are counted until the signal is fetched */
	static unsigned receive_all(Signal_receiver &receiver, Signal_context &context, unsigned expected)
	{
		unsigned num = 0;
		while (num < expected) {
			Signal const signal = receiver.wait_for_signal();
			if (signal.context() != &context)
				return ~0U;
			num += signal.num();
		}
		return num;
	}

	void receiver()
	{
		Signal_receiver receiver;
		Signal_context  context;

		test.check("a context is not valid before it is managed", !context.cap().valid());
		Signal_context_capability const cap = receiver.manage(&context);
		test.check("a managed context has a capability", cap.valid() && context.cap() == cap);
		test.check("no signal is pending at first", !receiver.pending());
		test.check_throws<Signal_receiver::Signal_not_pending>("there is nothing to fetch", [&] {
			receiver.pending_signal(); });

		Signal_transmitter transmitter(cap);
		transmitter.submit();
		{
			Signal const signal = receiver.wait_for_signal();
			test.check("a signal tells its context", signal.context() == &context);
			test.check_equal("one submission is one signal", signal.num(), 1U);
		}
		transmitter.submit(5);
		test.check_equal("a submission may count more than once", receive_all(receiver, context, 5), 5U);

		for (unsigned i = 0; i < 10; i++)
			transmitter.submit();
		test.check_equal("no submission is lost", receive_all(receiver, context, 10), 10U);

		context.submit(3);
		test.check_equal("signals can be submitted within the component",
		                 receive_all(receiver, context, 3), 3U);

		transmitter.submit();
		wait_until(env, [&] { return receiver.pending(); });
		test.check("a signal that arrived is pending", receiver.pending());
		test.check("a pending signal can be fetched", receiver.pending_signal().num() == 1);

		test.check_throws<Signal_receiver::Context_already_in_use>("a context has one receiver", [&] {
			receiver.manage(&context); });
		Signal_receiver other;
		test.check_throws<Signal_receiver::Context_already_in_use>("a context has one receiver", [&] {
			other.manage(&context); });
		test.check_throws<Signal_receiver::Context_not_associated>("another receiver cannot dissolve it", [&] {
			other.dissolve(&context); });

		receiver.dissolve(&context);
		test.check_throws<Signal_receiver::Context_not_associated>("a context is dissolved once", [&] {
			receiver.dissolve(&context); });

		transmitter.submit();
		Signal_transmitter().submit();
		test.check("submitting to nobody has no effect", !receiver.pending());

		other.manage(&context);
		transmitter.context(context.cap());
		test.check("a transmitter tells its context", transmitter.context() == context.cap());
		transmitter.submit(2);
		test.check_equal("a context can get another receiver", receive_all(other, context, 2), 2U);
		other.dissolve(&context);
	}

	void several()
	{
		enum { CONTEXTS = 5, ROUNDS = 20 };

		Signal_receiver receiver;
		Signal_context  contexts[CONTEXTS];
		unsigned        counts[CONTEXTS] = { };

		for (Signal_context &context : contexts)
			receiver.manage(&context);

		Worker submitter(env, "submitter", [&] {
			for (unsigned i = 0; i < ROUNDS; i++)
				for (Signal_context &context : contexts)
					Signal_transmitter(context.cap()).submit();
		});
		for (unsigned total = 0; total < CONTEXTS*ROUNDS; ) {
			Signal const signal = receiver.wait_for_signal();
			for (unsigned i = 0; i < CONTEXTS; i++)
				if (signal.context() == &contexts[i])
					counts[i] += signal.num();
			total += signal.num();
		}
		submitter.join();

		bool even = true;
		for (unsigned const count : counts)
			even &= count == ROUNDS;
		test.check("a receiver serves several contexts", even);

		/* one context that is always pending must not starve the other */
		bool served = false;
		Signal_transmitter(contexts[0].cap()).submit();
		Signal_transmitter(contexts[1].cap()).submit();
		for (unsigned i = 0; i < 4 && !served; i++) {
			Signal const signal = receiver.wait_for_signal();
			served = signal.context() == &contexts[1];
			if (!served)
				Signal_transmitter(contexts[0].cap()).submit();
		}
		test.check("contexts are served in turn", served);

		for (Signal_context &context : contexts)
			receiver.dissolve(&context);
	}

	/*
	 * A context stays as long as a signal refers to it
	 */
	void dissolve()
	{
		Signal_receiver receiver;
		Signal_context  context;
		bool volatile dissolved = false;

		Signal_transmitter(receiver.manage(&context)).submit();

		Constructible<Signal> signal;
		signal.construct(receiver.wait_for_signal());

		Worker worker(env, "dissolving", [&] {
			receiver.dissolve(&context);
			dissolved = true;
		});
		for (unsigned i = 0; i < 100; i++)
			(void)env.ram().used();
		bool const early = dissolved;

		signal.destruct();
		worker.join();
		test.check("dissolving waits for the last signal", !early && dissolved);

		/* signals on their way are dropped */
		for (unsigned i = 0; i < 50; i++) {
			Constructible<Signal_context> temporary;
			temporary.construct();
			Signal_transmitter transmitter(receiver.manage(&*temporary));
			transmitter.submit();
			receiver.dissolve(&*temporary);
			temporary.destruct();
		}
		test.check("a context can be dissolved while signals are pending", true);

		/* the place of a context is reused by one that must not get old signals */
		Signal_context last;
		Signal_transmitter(receiver.manage(&last)).submit();
		test.check("signals of dissolved contexts do not arrive",
		           receiver.wait_for_signal().context() == &last && !receiver.pending());
		receiver.dissolve(&last);
	}

	/**************
	 ** Handlers **
	 **************/

	/*
	 * Object with handlers at an entrypoint of its own
	 */
	struct Handlers
	{
		Semaphore handled { };
		unsigned  counts[2] = { };
		Thread   *thread = nullptr;

		Entrypoint               ep;
		Signal_handler<Handlers> first  { ep, *this, &Handlers::handle_first };
		Signal_handler<Handlers> second { ep, *this, &Handlers::handle_second };

		void handle_first()  { counts[0]++; thread = Thread::myself(); handled.up(); }
		void handle_second() { counts[1]++; handled.up(); }

		Handlers(Env &env, char const *name) : ep(env, STACK_SIZE, name) { }
	};

	void handlers()
	{
		{
			Handlers handlers(env, "handlers");

			Signal_transmitter(handlers.first).submit();
			handlers.handled.down();
			Signal_transmitter(handlers.second).submit();
			handlers.handled.down();
			test.check("signals are handled by the entrypoint",
			           handlers.counts[0] == 1 && handlers.counts[1] == 1
			        && handlers.thread && handlers.thread != Thread::myself());

			/* several submissions at once are handled at least once */
			Signal_transmitter(handlers.first).submit(3);
			handlers.handled.down();
			test.check("a handler is called once for a signal", handlers.counts[0] == 2);
		}
		for (unsigned i = 0; i < 10; i++) {
			Handlers handlers(env, "temporary");
			Signal_transmitter(handlers.first).submit();
			if (i & 1)
				handlers.handled.down();
		}
		test.check("handlers can be destructed while signals are pending", true);
	}

	/*
	 * Handler that replaces itself, as many state machines do
	 */
	struct Toggler
	{
		Semaphore handled { };
		unsigned  sequence = 0;

		Entrypoint                             ep;
		Constructible<Signal_handler<Toggler>> handler { };
		Signal_handler<Toggler>                start { ep, *this, &Toggler::handle_start };

		void handle_start()
		{
			handler.construct(ep, *this, &Toggler::handle_next);
			Signal_transmitter(*handler).submit();
		}

		void handle_next() { sequence++; handled.up(); }

		explicit Toggler(Env &env) : ep(env, STACK_SIZE, "toggler") { }
	};

	void created_by_handler()
	{
		Toggler toggler(env);
		Signal_transmitter(toggler.start).submit();
		toggler.handled.down();
		test.check_equal("a handler can create another handler", toggler.sequence, 1U);
	}

	/*
	 * The way of components with a loop in 'main'
	 */
	struct Loop
	{
		unsigned dispatched = 0;
		void handle(unsigned num) { dispatched += num; }
	};

	void dispatchers()
	{
		Signal_receiver receiver;
		Loop            loop;
		Signal_dispatcher<Loop> dispatcher(receiver, loop, &Loop::handle);

		Signal_transmitter(dispatcher).submit(4);
		while (loop.dispatched < 4) {
			Signal signal = receiver.wait_for_signal();
			static_cast<Signal_dispatcher_base *>(signal.context())->dispatch(signal.num());
		}
		test.check_equal("a dispatcher gets the number of signals", loop.dispatched, 4U);
	}

	/*
	 * The initial entrypoint handles signals after the construction only, but
	 * it can be asked to handle one
	 */
	struct Nested
	{
		Entrypoint &ep;
		unsigned    handled = 0;
		Signal_handler<Nested> handler { ep, *this, &Nested::handle };

		void handle() { handled++; }

		explicit Nested(Entrypoint &ep) : ep(ep) { }
	};

	void nested()
	{
		Nested nested(env.ep());
		Signal_transmitter(nested.handler).submit();
		while (!nested.handled)
			env.ep().wait_and_dispatch_one_signal();
		test.check("an entrypoint can handle a signal in between", nested.handled > 0);
	}

	/*
	 * Context shared by many threads that submit at the same time
	 */
	void concurrent()
	{
		enum { SUBMISSIONS = 200 };

		Signal_receiver receiver;
		Signal_context  context;
		Signal_context_capability const cap = receiver.manage(&context);

		auto submit = [&] {
			Signal_transmitter transmitter(cap);
			for (unsigned i = 0; i < SUBMISSIONS; i++)
				transmitter.submit();
		};
		Worker a(env, "a", submit), b(env, "b", submit), c(env, "c", submit);
		test.check_equal("submissions of several threads are counted",
		                 receive_all(receiver, context, 3*SUBMISSIONS), 3U*SUBMISSIONS);
		a.join(); b.join(); c.join();
		receiver.dissolve(&context);
	}

	void round()
	{
		receiver();
		several();
		dissolve();
		handlers();
		created_by_handler();
		dispatchers();
		nested();
		concurrent();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_signal::Main main(env); }
