/*
 * \brief  Alarms, and semaphores with a limit of the time to wait
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <conformance/test.h>
#include <conformance/worker.h>
#include <os/alarm.h>
#include <os/timed_semaphore.h>

namespace Test_alarm {

	using namespace Genode;

	using Conformance::Worker;
	using Conformance::wait_until;

	struct Note;
	struct Main;
}


/**
 * Alarm that counts
 */
struct Test_alarm::Note : Alarm
{
	bool const repeat;

	unsigned called = 0, periods = 0, order = 0;

	static unsigned &_next() { static unsigned next; return next; }

	explicit Note(bool repeat = false) : repeat(repeat) { }

	bool on_alarm(unsigned count) override
	{
		called++;
		periods += count;
		order = ++_next();
		return repeat;
	}
};


struct Test_alarm::Main
{
	Env              &env;
	Conformance::Test test { env, "alarm" };

	void single()
	{
		Alarm_scheduler scheduler;
		Note first, second;

		Alarm::Time deadline = 0;
		test.check("without alarms there is no deadline", !scheduler.next_deadline(&deadline));

		scheduler.schedule_absolute(&second, 200);
		scheduler.schedule_absolute(&first,  100);
		test.check("the next deadline is the earliest one",
		           scheduler.next_deadline(&deadline) && deadline == 100);
		test.check("the earliest alarm is the head",
		           scheduler.head_timeout(&first) && !scheduler.head_timeout(&second));

		scheduler.handle(99);
		test.check("no alarm is early", !first.called && !second.called);

		scheduler.handle(100);
		test.check("an alarm is due at its deadline", first.called == 1 && !second.called);

		scheduler.schedule_absolute(&first, 150);
		scheduler.handle(1000);
		test.check("alarms are handled in the order of their deadlines",
		           first.called == 2 && second.called == 1 && first.order < second.order);

		scheduler.handle(2000);
		test.check("an alarm is due only once", first.called == 2 && second.called == 1);

		scheduler.schedule_absolute(&first, 3000);
		scheduler.schedule_absolute(&first, 5000);
		scheduler.handle(4000);
		test.check("an alarm that is scheduled again has one deadline", first.called == 2);

		scheduler.discard(&first);
		scheduler.handle(6000);
		test.check("a discarded alarm is not handled", first.called == 2);
	}

	void periodic()
	{
		Alarm_scheduler scheduler;
		Note periodic(true), once(false);

		scheduler.handle(1000);
		scheduler.schedule(&periodic, 10);
		scheduler.schedule(&once,     10);

		scheduler.handle(1000);
		test.check("a periodic alarm is due at once", periodic.called == 1 && once.called == 1);

		scheduler.handle(1010);
		test.check("a periodic alarm is repeated on demand", periodic.called == 2 && once.called == 1);

		scheduler.handle(1035);
		test.check("missed periods are counted", periodic.called == 3 && periodic.periods == 4);

		Alarm::Time deadline = 0;
		test.check("the deadlines stay multiples of the period",
		           scheduler.next_deadline(&deadline) && deadline == 1040);
		{
			Note temporary(true);
			scheduler.schedule(&temporary, 1);
		}
		scheduler.handle(1036);
		test.check("a destructed alarm is forgotten", periodic.called == 3);
	}

	void semaphore()
	{
		Timed_semaphore semaphore(1);
		test.check_equal("a positive semaphore is taken without waiting", semaphore.down(1000), 0UL);

		test.check_throws<Nonblocking_exception>(
			"nobody waits for 0 milliseconds", [&] { semaphore.down(0); });
		test.check_throws<Timeout_exception>(
			"the wait ends after the given time", [&] { semaphore.down(20); });
		test.check_equal("a timeout leaves the counter as it was", semaphore.cnt(), 0);

		bool volatile woken = false;
		Worker waiter(env, "waiter", [&] { semaphore.down(1000*1000); woken = true; });
		wait_until(env, [&] { return semaphore.cnt() == -1; });
		semaphore.up();
		waiter.join();
		test.check("a waiting thread is woken up", woken && semaphore.cnt() == 0);

		/* the one that gives up does not take the place of the other one */
		bool volatile timeout = false;
		woken = false;
		Worker impatient(env, "impatient", [&] {
			try { semaphore.down(20); } catch (Timeout_exception) { timeout = true; } });
		wait_until(env, [&] { return semaphore.cnt() == -1 || timeout; });
		Worker patient(env, "patient", [&] { semaphore.down(); woken = true; });
		impatient.join();
		wait_until(env, [&] { return semaphore.cnt() == -1; });
		semaphore.up();
		patient.join();
		test.check("a timeout concerns one waiting thread", timeout && woken);

		bool volatile canceled = false;
		Worker blocked(env, "blocked", [&] {
			try { semaphore.down(1000*1000); } catch (Blocking_canceled) { canceled = true; } });
		wait_until(env, [&] { return semaphore.cnt() == -1; });
		blocked.cancel_blocking();
		blocked.join();
		test.check("a wait can be cancelled", canceled && semaphore.cnt() == 0);
	}

	void alarm_timer()
	{
		Note note, periodic(true);

		Timeout_thread &timer = *Timeout_thread::alarm_timer();
		timer.schedule_absolute(&note, timer.time() + 10);
		timer.schedule(&periodic, 5);

		/* the end of the wait tells that the time has come */
		wait_until(env, [&] { return *(unsigned volatile *)&note.called > 0
		                          && *(unsigned volatile *)&periodic.called > 2; });
		timer.discard(&periodic);
		test.check("the alarm timer handles alarms", note.called == 1);
	}

	void round()
	{
		single();
		periodic();
		semaphore();
		alarm_timer();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_alarm::Main main(env); }
