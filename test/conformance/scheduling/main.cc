/*
 * \brief  Affinity, priorities, and weights of threads
 *
 * What counts is how much work threads get done that compete for one CPU, so
 * the load of the machine has no influence.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <conformance/test.h>
#include <conformance/worker.h>
#include <cpu_session/connection.h>
#include <cpu_thread/client.h>

namespace Test_scheduling {

	using namespace Genode;

	using Conformance::wait_until;

	struct Counter;
	struct Main;

	/**
	 * Return number of the CPU that executes the function
	 *
	 * The host tells programs by the limit of a segment.
	 */
	inline unsigned current_cpu()
	{
		unsigned result = 0;
		asm volatile ("lsl %1, %0" : "+r" (result) : "r" (0x7b));
		return result & 0xfff;
	}
}


/**
 * Thread that counts while it is allowed to
 */
struct Test_scheduling::Counter : Thread
{
	bool          volatile ready = false, go = false, stop = false;
	unsigned long volatile count = 0;

	/* CPUs that the thread noticed since the latest request to look anew */
	unsigned      volatile request = 0, answer = 0;
	unsigned long volatile cpus    = 0;

	Counter(Env &env, Cpu_session &cpu, Affinity::Location location, Weight weight = Weight())
	: Thread(env, "counter", 16*1024, location, weight, cpu) { start(); }

	~Counter() { stop = true; join(); }

	void entry() override
	{
		while (!stop) {
			ready = true;
			if (go)
				count = count + 1;

			unsigned const wanted = request;
			if (answer != wanted) {
				cpus   = 0;
				answer = wanted;
			}
			cpus = cpus | 1UL << (current_cpu() % 64);
		}
	}

	Cpu_thread_client control() { return Cpu_thread_client(cap()); }
};


struct Test_scheduling::Main
{
	enum {
		ENOUGH = 20*1000*1000,   /* rounds that take many time slices */

		LOW_PRIORITY = Cpu_session::PRIORITY_LIMIT - 1,
	};

	Env              &env;
	Conformance::Test test { env, "scheduling" };

	/* let threads that compete for a CPU count */
	void compete(Counter &a, Counter &b)
	{
		wait_until(env, [&] { return a.ready && b.ready; });
		a.go = true;
		b.go = true;
		wait_until(env, [&] { return a.count + b.count > ENOUGH; });
		a.go = false;
		b.go = false;
	}

	/* return CPUs that the thread executes on from now on */
	unsigned long cpus_of(Counter &counter)
	{
		counter.go = true;
		counter.request = counter.request + 1;
		wait_until(env, [&] { return counter.answer == counter.request; });
		unsigned long const start = counter.count;
		wait_until(env, [&] { return counter.count > start + ENOUGH/20; });
		return counter.cpus;
	}

	static bool single(unsigned long cpus) { return cpus && !(cpus & (cpus - 1)); }

	void affinity()
	{
		Affinity::Space    const space = env.cpu().affinity_space();
		Affinity::Location const first = space.location_of_index(0),
		                         last  = space.location_of_index((int)space.total() - 1);

		Counter a(env, env.cpu(), first), b(env, env.cpu(), first);

		/* both at a time, so they would not share a CPU by themselves */
		unsigned long const at_first = cpus_of(a) | cpus_of(b);
		test.check("threads with the same location share one CPU", single(at_first));

		a.control().affinity(last);
		b.control().affinity(last);
		unsigned long const at_last = cpus_of(a) | cpus_of(b);
		test.check("they do so after having been moved", single(at_last));
		test.check("another location is another CPU",
		           space.total() == 1 || at_first != at_last);

		Affinity const affinity(space, last);
		Cpu_connection session(env, "part", Cpu_session::DEFAULT_PRIORITY, affinity);
		test.check_equal("a session for one CPU has a space of one CPU",
		                 session.affinity_space().total(), 1U);

		Counter c(env, session, Affinity::Location()), d(env, session, Affinity::Location(0, 0));
		test.check("all threads of a session for one CPU share it",
		           (cpus_of(c) | cpus_of(d)) == at_last);
	}

	void priorities()
	{
		Affinity::Location const location = env.cpu().affinity_space().location_of_index(0);
		{
			Cpu_connection first(env, "first"), second(env, "second");

			Counter a(env, first, location), b(env, second, location);
			compete(a, b);
			test.check("threads of the same priority share a CPU evenly",
			           a.count < 2*b.count && b.count < 2*a.count);
		}

		Cpu_connection high(env, "high"), low(env, "low", LOW_PRIORITY);

		Counter a(env, high, location), b(env, low, location);
		compete(a, b);
		test.check("a thread of low priority yields to one of high priority", a.count > 3*b.count);
		test.check("a thread of low priority does not starve", b.count > 0);
	}

	/*
	 * The place of a thread of low priority may be given to another thread
	 */
	void reuse()
	{
		Affinity::Location const location = env.cpu().affinity_space().location_of_index(0);

		Cpu_connection low(env, "low", LOW_PRIORITY);
		{ Counter gone(env, low, location); }

		Counter a(env, env.cpu(), location), b(env, env.cpu(), location);
		compete(a, b);
		test.check("a thread does not inherit the priority of one that is gone",
		           a.count < 2*b.count && b.count < 2*a.count);
	}

	void weights()
	{
		Affinity::Location const location = env.cpu().affinity_space().location_of_index(0);

		Counter heavy(env, env.cpu(), location, Thread::Weight(Thread::Weight::DEFAULT_WEIGHT)),
		        light(env, env.cpu(), location, Thread::Weight(1));
		compete(heavy, light);
		test.check("a thread of low weight yields to one of high weight", heavy.count > 3*light.count);
	}

	void round()
	{
		affinity();
		priorities();
		reuse();
		weights();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_scheduling::Main main(env); }
