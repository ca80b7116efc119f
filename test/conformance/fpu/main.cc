/*
 * \brief  State of the floating-point unit across preemption and blocking
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <conformance/test.h>
#include <conformance/worker.h>

namespace Test_fpu {

	using namespace Genode;

	using Conformance::Worker;
	using Conformance::wait_until;

	struct Vectors;
	struct Main;
}


/**
 * Content of all SSE registers
 */
struct Test_fpu::Vectors
{
	enum { COUNT = 16 };

	alignas(16) unsigned long value[COUNT][2];

	void fill(unsigned long seed)
	{
		for (unsigned i = 0; i < COUNT; i++)
			for (unsigned long &word : value[i])
				word = seed = seed*6364136223846793005ul + 1442695040888963407ul;
	}

	bool operator == (Vectors const &other) const
	{
		for (unsigned i = 0; i < COUNT; i++)
			if (value[i][0] != other.value[i][0] || value[i][1] != other.value[i][1])
				return false;
		return true;
	}

	/**
	 * Load the registers, spin, and store the registers
	 */
	static void spin(Vectors const &in, Vectors &out, unsigned long iterations)
	{
		asm volatile (
			"movaps    (%1), %%xmm0\n  movaps  16(%1), %%xmm1\n"
			"movaps  32(%1), %%xmm2\n  movaps  48(%1), %%xmm3\n"
			"movaps  64(%1), %%xmm4\n  movaps  80(%1), %%xmm5\n"
			"movaps  96(%1), %%xmm6\n  movaps 112(%1), %%xmm7\n"
			"movaps 128(%1), %%xmm8\n  movaps 144(%1), %%xmm9\n"
			"movaps 160(%1), %%xmm10\n movaps 176(%1), %%xmm11\n"
			"movaps 192(%1), %%xmm12\n movaps 208(%1), %%xmm13\n"
			"movaps 224(%1), %%xmm14\n movaps 240(%1), %%xmm15\n"
			"1: dec %0\n jnz 1b\n"
			"movaps %%xmm0,    (%2)\n  movaps %%xmm1,  16(%2)\n"
			"movaps %%xmm2,  32(%2)\n  movaps %%xmm3,  48(%2)\n"
			"movaps %%xmm4,  64(%2)\n  movaps %%xmm5,  80(%2)\n"
			"movaps %%xmm6,  96(%2)\n  movaps %%xmm7, 112(%2)\n"
			"movaps %%xmm8, 128(%2)\n  movaps %%xmm9, 144(%2)\n"
			"movaps %%xmm10,160(%2)\n  movaps %%xmm11,176(%2)\n"
			"movaps %%xmm12,192(%2)\n  movaps %%xmm13,208(%2)\n"
			"movaps %%xmm14,224(%2)\n  movaps %%xmm15,240(%2)\n"
			: "+r" (iterations)
			: "r" (&in), "r" (&out)
			: "memory", "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7",
			  "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
	}
};


struct Test_fpu::Main
{
	enum { NUM_THREADS = 4, SPINS = 50, ITERATIONS = 200*1000 };

	Env              &env;
	Conformance::Test test { env, "fpu" };

	unsigned volatile failures = 0;

	void fail() { __atomic_add_fetch(&failures, 1, __ATOMIC_SEQ_CST); }

	template <typename FN>
	void in_threads(char const *statement, FN const &fn)
	{
		failures = 0;
		{
			Worker a(env, "a", [&] { fn(1); });
			Worker b(env, "b", [&] { fn(2); });
			Worker c(env, "c", [&] { fn(3); });
			Worker d(env, "d", [&] { fn(4); });
			a.join(); b.join(); c.join(); d.join();
		}
		test.check(statement, failures == 0);
	}

	/*
	 * More threads than CPUs, so they are preempted
	 */
	void registers()
	{
		in_threads("vector registers survive preemption", [&] (unsigned id) {
			Vectors in, out;
			for (unsigned i = 0; i < SPINS; i++) {
				in.fill(id*1000 + i);
				Vectors::spin(in, out, ITERATIONS);
				if (!(in == out))
					fail();
			}
		});
	}

	/*
	 * Functions preserve the control words, so do kernel operations
	 */
	void control_words()
	{
		in_threads("rounding modes belong to threads", [&] (unsigned id) {

			unsigned       const mxcsr = 0x1f80 | ((id & 3) << 13);
			unsigned short const fcw   = (unsigned short)(0x37f | ((id & 3) << 10));

			asm volatile ("ldmxcsr %0\n fldcw %1" :: "m" (mxcsr), "m" (fcw));

			for (unsigned i = 0; i < SPINS; i++) {
				(void)env.ram().used();

				unsigned       current_mxcsr = 0;
				unsigned short current_fcw   = 0;
				asm volatile ("stmxcsr %0\n fnstcw %1" : "=m" (current_mxcsr), "=m" (current_fcw));

				/* the lower bits tell what happened, only the rest is control */
				if ((current_mxcsr & ~0x3fu) != mxcsr || current_fcw != fcw)
					fail();
			}
		});
	}

	/*
	 * Sum whose value depends on each rounding
	 */
	static double series(unsigned id)
	{
		double sum = 0.1*id, term = 1.0;
		for (unsigned i = 1; i < 20000; i++) {
			term = term*0.99991 + 1.0/i;
			sum += term/(i + id);
		}
		return sum;
	}

	void computation()
	{
		double reference[NUM_THREADS + 1];
		for (unsigned id = 1; id <= NUM_THREADS; id++)
			reference[id] = series(id);

		in_threads("computations in parallel give the same results", [&] (unsigned id) {
			for (unsigned i = 0; i < 20; i++) {
				if (series(id) != reference[id])
					fail();
				(void)env.ram().used();
			}
		});

		in_threads("the x87 stack belongs to a thread", [&] (unsigned id) {
			for (unsigned i = 0; i < SPINS; i++) {
				long double const value = id + i/3.0L;
				long double result = 0;
				unsigned long n = ITERATIONS;
				asm volatile ("fldt %2\n 1: dec %1\n jnz 1b\n fstpt %0"
				              : "=m" (result), "+r" (n) : "m" (value) : "cc", "st");
				if (result != value)
					fail();
			}
		});
	}

	/*
	 * A thread keeps its registers while it is paused
	 */
	void paused()
	{
		bool volatile done = false;
		failures = 0;

		Worker worker(env, "paused", [&] {
			Vectors in, out;
			for (unsigned i = 0; i < SPINS; i++) {
				in.fill(i);
				Vectors::spin(in, out, ITERATIONS);
				if (!(in == out))
					fail();
			}
			done = true;
		});
		do {
			worker.control().pause();
			worker.control().resume();
		} while (!done);
		worker.join();
		test.check_equal("vector registers survive pause and resume", (unsigned)failures, 0U);
	}

	void fresh()
	{
		unsigned       mxcsr = 0;
		unsigned short fcw   = 0;
		Worker worker(env, "fresh", [&] {
			asm volatile ("stmxcsr %0\n fnstcw %1" : "=m" (mxcsr), "=m" (fcw)); });
		worker.join();
		test.check("a new thread has the default control words", mxcsr == 0x1f80 && fcw == 0x37f);
	}

	void round()
	{
		registers();
		control_words();
		computation();
		paused();
		fresh();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_fpu::Main main(env); }
