/*
 * \brief  Execution of threads instruction by instruction
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/signal.h>
#include <conformance/test.h>
#include <conformance/worker.h>
#include <cpu_thread/client.h>

namespace Test_single_step {

	using namespace Genode;

	using Conformance::Worker;
	using Conformance::wait_until;

	struct Stepper;
	struct Main;
}

/*
 * Loop of three instructions that counts in 'rbx' until 'r12' is set
 */
extern "C" void stepped_loop();
extern "C" char loop_increment, loop_test, loop_jump, loop_end;

asm (".text\n"
     ".global stepped_loop, loop_increment, loop_test, loop_jump, loop_end\n"
     "stepped_loop:\n"
     "   push %rbx\n"
     "   push %r12\n"
     "   xor  %ebx, %ebx\n"
     "   xor  %r12d, %r12d\n"
     "loop_increment:\n"
     "   inc  %rbx\n"
     "loop_test:\n"
     "   test %r12, %r12\n"
     "loop_jump:\n"
     "   jz   loop_increment\n"
     "loop_end:\n"
     "   pop  %r12\n"
     "   pop  %rbx\n"
     "   ret\n");


/**
 * Control of a thread that is single stepped
 */
struct Test_single_step::Stepper
{
	Cpu_thread_client thread;
	Signal_receiver   receiver { };
	Signal_context    context  { };

	explicit Stepper(Thread_capability cap) : thread(cap)
	{
		thread.exception_sigh(receiver.manage(&context));
	}

	~Stepper()
	{
		thread.exception_sigh(Signal_context_capability());
		receiver.dissolve(&context);
	}

	Thread_state wait()
	{
		receiver.wait_for_signal();
		return thread.state();
	}

	Thread_state step()
	{
		thread.resume();
		return wait();
	}
};


struct Test_single_step::Main
{
	enum { DEBUG_EXCEPTION = 1 };

	Env              &env;
	Conformance::Test test { env, "single_step" };

	static bool in_loop(addr_t ip) { return ip >= (addr_t)&loop_increment && ip < (addr_t)&loop_end; }

	/* address of the instruction that follows the one of the loop at 'ip' */
	static addr_t successor(addr_t ip)
	{
		return ip == (addr_t)&loop_increment ? (addr_t)&loop_test
		     : ip == (addr_t)&loop_test      ? (addr_t)&loop_jump
		                                     : (addr_t)&loop_increment;
	}

	void loop()
	{
		Worker  worker(env, "loop", [&] { stepped_loop(); });
		Stepper stepper(worker.cap());

		Thread_state state;
		wait_until(env, [&] {
			stepper.thread.pause();
			state = stepper.thread.state();
			if (in_loop(state.ip))
				return true;
			stepper.thread.resume();
			return false;
		});

		stepper.thread.single_step(true);
		stepper.thread.resume();

		bool paused = true, next = true, counts = true;
		for (unsigned i = 0; i < 12; i++) {

			/* the exception of the previous instruction */
			Thread_state const previous = state;
			state = i ? stepper.step() : stepper.wait();

			paused &= state.in_exception && state.trapno == DEBUG_EXCEPTION
			       && !state.unresolved_page_fault;
			next   &= state.ip == successor(previous.ip);
			counts &= state.rbx == previous.rbx + (previous.ip == (addr_t)&loop_increment);
		}
		test.check("each instruction is followed by an exception", paused);
		test.check("one instruction is executed at a time", next);
		test.check("the instructions have their effects", counts);

		/* leave the loop */
		state.r12 = 1;
		state.ip  = (addr_t)&loop_test;
		stepper.thread.state(state);
		state = stepper.step();
		bool const tested = state.ip == (addr_t)&loop_jump;
		state = stepper.step();
		test.check("a changed state takes effect step by step",
		           tested && state.ip == (addr_t)&loop_end);

		stepper.thread.single_step(false);
		stepper.thread.resume();
		worker.join();
		test.check("a thread runs freely when single stepping ends", true);
	}

	/*
	 * Enabled for a thread that runs
	 */
	void running()
	{
		bool volatile stop = false;

		Worker  worker(env, "running", [&] { while (!stop) ; });
		Stepper stepper(worker.cap());

		stepper.thread.single_step(true);
		Thread_state const first = stepper.wait();
		test.check("a running thread is stepped from where it is", first.trapno == DEBUG_EXCEPTION);
		test.check("the stepped thread goes on", stepper.step().trapno == DEBUG_EXCEPTION);

		stop = true;
		stepper.thread.single_step(false);
		stepper.thread.resume();
		worker.join();
	}

	/*
	 * Calls of core are single instructions for the stepped thread
	 */
	void operations()
	{
		unsigned long volatile calls = 0;
		bool          volatile stop  = false;

		Worker worker(env, "calling", [&] {
			while (!stop) {
				env.ram().used();
				calls = calls + 1;
			}
		});
		wait_until(env, [&] { return calls > 0; });
		{
			Stepper stepper(worker.cap());
			stepper.thread.single_step(true);
			bool own_code = stepper.wait().trapno == DEBUG_EXCEPTION;

			unsigned long const start = calls;
			while (calls < start + 2) {
				Thread_state const state = stepper.step();
				own_code &= state.trapno == DEBUG_EXCEPTION && state.sp > (addr_t)worker.stack_base()
				                                            && state.sp < (addr_t)worker.stack_top();
			}
			test.check("a stepped thread calls core", own_code);

			unsigned long const stepped = calls;
			stepper.thread.single_step(false);
			stepper.thread.resume();
			wait_until(env, [&] { return calls > stepped + 10; });
		}
		stop = true;
		worker.join();
	}

	void blocking()
	{
		Lock          lock { Lock::LOCKED };
		bool volatile started = false, returned = false;

		Worker worker(env, "blocked", [&] { started = true; lock.lock(); returned = true; });
		wait_until(env, [&] { return started; });

		Stepper stepper(worker.cap());
		stepper.thread.single_step(true);
		lock.unlock();
		bool const stopped = stepper.wait().trapno == DEBUG_EXCEPTION && !returned;

		stepper.thread.single_step(false);
		stepper.thread.resume();
		worker.join();
		test.check("a stepped thread stops when it was woken up", stopped && returned);
	}

	/*
	 * Threads can be stepped from their first instruction on
	 */
	void from_start()
	{
		struct Late : Thread
		{
			bool volatile executed = false;

			explicit Late(Env &env) : Thread(env, "late", 16*1024) { }
			void entry() override { executed = true; }
		} late(env);

		Thread_capability const cap =
			env.cpu().create_thread(env.pd_session_cap(), "bare", Affinity::Location(),
			                        Cpu_session::Weight());

		Ram_dataspace_capability const stack = env.ram().alloc(4096);
		addr_t const base = env.rm().attach(stack);
		{
			Stepper stepper(cap);
			stepper.thread.single_step(true);
			stepper.thread.start((addr_t)&loop_increment, base + 4096 - 8);
			Thread_state const first = stepper.wait();
			test.check("a thread can be stepped from its start on", in_loop(first.ip));
		}
		env.cpu().kill_thread(cap);
		env.rm().detach(base);
		env.ram().free(stack);

		/* the place of the thread is free again */
		late.start();
		late.join();
		test.check("other threads are not stepped", late.executed);
	}

	void round()
	{
		loop();
		running();
		operations();
		blocking();
		from_start();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_single_step::Main main(env); }
