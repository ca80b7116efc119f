/*
 * \brief  Affinity and priority of components, as configured at init
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_dataspace.h>
#include <base/component.h>
#include <base/heap.h>
#include <conformance/test.h>
#include <cpu_session/connection.h>
#include <init_scheduling/session.h>

namespace Test_init_scheduling { struct Main; }


struct Test_init_scheduling::Main
{
	enum { ENOUGH = 200*1000*1000 };

	Env              &env;
	Conformance::Test test { env, "init_scheduling" };

	void affinity(Work_connection &work)
	{
		Affinity::Space const space = env.cpu().affinity_space();

		test.check_equal("components with the same affinity have as many CPUs", work.cpus(), space.total());

		Cpu_connection all(env, "all");
		test.check_equal("the CPU sessions of a component are restricted to its CPUs",
		                 all.affinity_space().total(), space.total());

		Affinity const last(space, space.location_of_index((int)space.total() - 1));
		Cpu_connection part(env, "part", Cpu_session::DEFAULT_PRIORITY, last);
		test.check_equal("a component can restrict its CPU sessions further",
		                 part.affinity_space().total(), 1U);

		Affinity const beyond(Affinity::Space(1), Affinity::Location(1, 0, ~0U, 1));
		Cpu_connection same(env, "beyond", Cpu_session::DEFAULT_PRIORITY, beyond);
		test.check_equal("a component does not get at other CPUs by asking for them",
		                 same.affinity_space().total(), space.total());
	}

	/**
	 * Work on the first CPU, where the other component works as well
	 *
	 * \return  true if the other component got far less done
	 */
	bool other_yields(Work_connection &work)
	{
		Attached_dataspace memory(env.rm(), work.done());

		struct Counter : Thread
		{
			unsigned long volatile const &done;

			bool const    volatile permitted = true;
			unsigned long volatile count     = 0;
			unsigned long          other = 0;

			Counter(Env &env, unsigned long volatile const &done)
			:
				Thread(env, "counter", 16*1024, Affinity::Location(0, 0), Weight(), env.cpu()), done(done)
			{ start(); }

			void entry() override
			{
				unsigned long const before = done;

				work_while(permitted, count, ENOUGH);

				other = done - before;
			}
		};

		work.work(true);
		Counter counter(env, *memory.local_addr<unsigned long volatile const>());
		counter.join();
		work.work(false);

		return counter.count > 3*counter.other;
	}

	/*
	 * Who takes checkpoints needs a CPU, too, and may take it from one of both only
	 */
	void priority(Work_connection &work)
	{
		enum { ATTEMPTS = 5 };

		bool yields = false;
		for (unsigned i = 0; i < ATTEMPTS && !yields; i++)
			yields = other_yields(work);

		test.check("a component of low priority yields to one of high priority", yields);
	}

	void round()
	{
		Work_connection work(env);
		affinity(work);
		priority(work);
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_init_scheduling::Main main(env); }
