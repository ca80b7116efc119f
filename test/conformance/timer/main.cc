/*
 * \brief  Timer sessions
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/entrypoint.h>
#include <base/semaphore.h>
#include <base/signal.h>
#include <conformance/test.h>
#include <conformance/worker.h>
#include <timer_session/connection.h>

namespace Test_timer {

	using namespace Genode;

	using Conformance::Worker;

	struct Main;
}


struct Test_timer::Main
{
	enum { STACK_SIZE = 16*1024 };

	Env              &env;
	Conformance::Test test { env, "timer" };

	/* a wait may take longer than told, but never less */
	void sleep()
	{
		Timer::Connection timer(env);

		unsigned long const start = timer.elapsed_ms();
		timer.msleep(20);
		test.check("msleep waits as long as told", timer.elapsed_ms() - start >= 20);

		unsigned long const usleep_start = timer.elapsed_ms();
		timer.usleep(15*1000);
		test.check("usleep waits as long as told", timer.elapsed_ms() - usleep_start >= 14);

		timer.msleep(0);
		timer.usleep(0);
		test.check("a wait for no time returns", true);
	}

	void clock()
	{
		Timer::Connection timer(env);

		unsigned long last = timer.elapsed_ms();
		bool          monotonic = true;
		for (unsigned i = 0; i < 100; i++) {
			unsigned long const now = timer.elapsed_ms();
			monotonic &= now >= last;
			last = now;
		}
		test.check("the time of a session never goes back", monotonic);
	}

	void once()
	{
		Timer::Connection timer(env);
		Signal_receiver   receiver;
		Signal_context    context;

		timer.sigh(receiver.manage(&context));

		unsigned long const start = timer.elapsed_ms();
		timer.trigger_once(10*1000);
		receiver.wait_for_signal();
		test.check("a timeout is signalled when it is over", timer.elapsed_ms() - start >= 9);

		timer.trigger_once(1000);
		receiver.wait_for_signal();
		test.check("a timeout can be set again", true);

		/* the later request replaces the former one */
		timer.trigger_once(3600UL*1000*1000);
		timer.trigger_once(1000);
		receiver.wait_for_signal();
		test.check("a timeout can be replaced", true);

		timer.sigh(Signal_context_capability());
		receiver.dissolve(&context);
	}

	void periodic()
	{
		Timer::Connection timer(env);
		Signal_receiver   receiver;
		Signal_context    context;

		timer.sigh(receiver.manage(&context));

		unsigned long const start = timer.elapsed_ms();
		timer.trigger_periodic(5*1000);

		unsigned count = 0;
		while (count < 5)
			count += receiver.wait_for_signal().num();
		test.check("a periodic timeout is signalled again and again", timer.elapsed_ms() - start >= 20);

		timer.trigger_periodic(2*1000);
		for (count = 0; count < 5; )
			count += receiver.wait_for_signal().num();
		test.check("the period can be changed", true);

		timer.sigh(Signal_context_capability());
		receiver.dissolve(&context);
	}

	/*
	 * Handler of an entrypoint, the usual way
	 */
	struct Ticker
	{
		Timer::Connection      timer;
		Entrypoint             ep;
		unsigned               ticks = 0;
		Semaphore              done { };
		Signal_handler<Ticker> handler { ep, *this, &Ticker::handle };

		void handle()
		{
			if (++ticks < 3)
				timer.trigger_once(2000);
			else
				done.up();
		}

		explicit Ticker(Env &env) : timer(env), ep(env, STACK_SIZE, "ticker")
		{
			timer.sigh(handler);
			timer.trigger_once(2000);
		}
	};

	void handler()
	{
		Ticker ticker(env);
		ticker.done.down();
		test.check_equal("a handler requests further timeouts", ticker.ticks, 3U);
	}

	void several()
	{
		unsigned volatile order[2] = { };
		unsigned          next = 0;

		Worker late(env, "late", [&] {
			Timer::Connection timer(env);
			timer.msleep(40);
			order[1] = __atomic_add_fetch(&next, 1, __ATOMIC_SEQ_CST);
		});
		Worker early(env, "early", [&] {
			Timer::Connection timer(env);
			timer.msleep(1);
			order[0] = __atomic_add_fetch(&next, 1, __ATOMIC_SEQ_CST);
		});
		early.join();
		late.join();
		test.check("sessions are independent", order[0] && order[1]);
	}

	void round()
	{
		sleep();
		clock();
		once();
		periodic();
		handler();
		several();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_timer::Main main(env); }
