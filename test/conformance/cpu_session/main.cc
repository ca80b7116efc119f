/*
 * \brief  Control of threads by their CPU session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/signal.h>
#include <conformance/test.h>
#include <conformance/worker.h>
#include <cpu_session/connection.h>
#include <cpu_thread/client.h>

namespace Test_cpu_session {

	using namespace Genode;

	using Conformance::Worker;
	using Conformance::wait_until;

	struct Faulting_thread;
	struct Main;
}

/*
 * Loop whose only state are registers: counts in 'rbx' until 'r12' is set
 */
extern "C" void spin_with_registers();
extern "C" char spin_loop_start, spin_loop_end;

asm (".text\n"
     ".global spin_with_registers, spin_loop_start, spin_loop_end\n"
     "spin_with_registers:\n"
     "   push %rbx\n"
     "   push %r12\n"
     "   xor  %ebx, %ebx\n"
     "   xor  %r12d, %r12d\n"
     "   mov  $0x1122334455667788, %r13\n"
     "spin_loop_start:\n"
     "   inc  %rbx\n"
     "   test %r12, %r12\n"
     "   jz   spin_loop_start\n"
     "spin_loop_end:\n"
     "   pop  %r12\n"
     "   pop  %rbx\n"
     "   ret\n");

/*
 * Instructions that raise exceptions, each followed by a label
 */
extern "C" void raise_division(), raise_invalid_opcode(), raise_breakpoint();
extern "C" char after_division, after_invalid_opcode, at_division, at_invalid_opcode;
extern "C" char after_breakpoint;

asm (".text\n"
     ".global raise_division, at_division, after_division\n"
     "raise_division:\n"
     "   mov $1, %eax\n"
     "   xor %edx, %edx\n"
     "   xor %ecx, %ecx\n"
     "at_division:\n"
     "   div %ecx\n"
     "after_division:\n"
     "   ret\n"
     ".global raise_invalid_opcode, at_invalid_opcode, after_invalid_opcode\n"
     "raise_invalid_opcode:\n"
     "at_invalid_opcode:\n"
     "   ud2\n"
     "after_invalid_opcode:\n"
     "   ret\n"
     ".global raise_breakpoint, after_breakpoint\n"
     "raise_breakpoint:\n"
     "   int3\n"
     "after_breakpoint:\n"
     "   ret\n");


/**
 * Thread that raises an exception
 */
struct Test_cpu_session::Faulting_thread : Thread
{
	void (* const raise)();
	bool volatile survived = false;

	Faulting_thread(Env &env, void (*raise)(), Cpu_session &cpu)
	:
		Thread(env, "faulting", 16*1024, Affinity::Location(), Weight(), cpu), raise(raise)
	{ start(); }

	void entry() override { raise(); survived = true; }

	Cpu_thread_client control() { return Cpu_thread_client(cap()); }
};


struct Test_cpu_session::Main
{
	enum {
		STACK_SIZE = 16*1024,

		/* numbers of the exceptions of the CPU */
		DIVIDE_ERROR = 0, BREAKPOINT = 3, INVALID_OPCODE = 6, PAGE_FAULT = 14,
	};

	Env              &env;
	Conformance::Test test { env, "cpu_session" };

	/*
	 * What a paused thread counts stays the same, however long others run
	 */
	void pause()
	{
		unsigned long volatile counter = 0;
		bool          volatile stop    = false;

		Worker worker(env, "counting", [&] { while (!stop) counter = counter + 1; });

		wait_until(env, [&] { return counter > 0; });

		worker.control().pause();
		unsigned long const paused = counter;
		for (unsigned i = 0; i < 200; i++)
			env.ram().used();
		bool const unchanged = counter == paused;

		worker.control().pause();
		worker.control().resume();
		wait_until(env, [&] { return counter > paused; });

		stop = true;
		worker.join();
		test.check("a paused thread does not run", unchanged);
		test.check("one resume continues a thread paused twice", true);
	}

	/*
	 * A blocked thread does not return from its operation while paused
	 */
	void pause_blocked()
	{
		Lock          lock { Lock::LOCKED };
		bool volatile started = false, returned = false;

		Worker worker(env, "blocked", [&] { started = true; lock.lock(); returned = true; });
		wait_until(env, [&] { return started; });

		worker.control().pause();
		lock.unlock();
		for (unsigned i = 0; i < 200; i++)
			env.ram().used();
		bool const early = returned;

		worker.control().resume();
		worker.join();
		test.check("a paused thread stays in its blocking operation", !early && returned);
	}

	/* wait until a thread is in the loop of 'spin_with_registers' */
	Thread_state spinning_state(Cpu_thread_client &control)
	{
		for (;;) {
			control.pause();
			Thread_state const state = control.state();
			if (state.ip >= (addr_t)&spin_loop_start && state.ip < (addr_t)&spin_loop_end)
				return state;
			control.resume();
			env.ram().used();
		}
	}

	void state()
	{
		Worker worker(env, "spinning", [&] { spin_with_registers(); });
		Cpu_thread_client control = worker.control();

		Thread_state const first = spinning_state(control);
		test.check("the state of a paused thread tells its registers",
		           first.r13 == 0x1122334455667788);
		test.check("the state of a paused thread tells its stack pointer",
		           first.sp > (addr_t)worker.stack_base() && first.sp < (addr_t)worker.stack_top());
		test.check("the state tells that the thread raised no exception",
		           !first.unresolved_page_fault);

		Thread_state const again = control.state();
		test.check("the state of a paused thread does not change",
		           again.rbx == first.rbx && again.ip == first.ip);

		control.resume();
		wait_until(env, [&] {
			control.pause();
			bool const progress = control.state().rbx != first.rbx;
			control.resume();
			return progress;
		});
		test.check("a resumed thread goes on with its registers", true);

		test.check_throws<Cpu_thread::State_access_failed>(
			"the state of a running thread is not accessible", [&] { control.state(); });

		Thread_state state = spinning_state(control);
		test.check_throws<Cpu_thread::State_access_failed>(
			"the state of a running thread cannot be changed", [&] {
				control.resume();
				control.state(state);
			});

		/* let the thread leave its loop by changing a register */
		state = spinning_state(control);
		state.r12 = 1;
		control.state(state);
		test.check("the state can be changed", control.state().r12 == 1);
		control.resume();
		worker.join();
		test.check("a changed state takes effect", true);
	}

	/*
	 * The handler skips the instruction and lets the thread go on
	 */
	void exception(char const *name, void (*raise)(), addr_t at, addr_t after, unsigned trap)
	{
		Signal_receiver receiver;
		Signal_context  context;
		Signal_context_capability const sigh = receiver.manage(&context);

		/* the handler of the session is used unless the thread has its own */
		env.cpu().exception_sigh(sigh);
		Faulting_thread thread(env, raise, env.cpu());
		test.check(name, receiver.wait_for_signal().context() == &context);
		env.cpu().exception_sigh(Signal_context_capability());

		Thread_state state = thread.control().state();
		test.check("its state tells the exception", state.trapno == trap);
		test.check("its state tells the instruction", state.ip == at);
		test.check("its state tells that it is no page fault", !state.unresolved_page_fault);

		state.ip = after;
		thread.control().state(state);
		bool const early = thread.survived;
		thread.control().resume();
		thread.join();
		test.check("the thread goes on where its handler tells", !early && thread.survived);

		receiver.dissolve(&context);
	}

	void exceptions()
	{
		exception("a division by zero is reported to the session's handler", raise_division,
		          (addr_t)&at_division, (addr_t)&after_division, DIVIDE_ERROR);
		exception("an invalid instruction is reported to the session's handler", raise_invalid_opcode,
		          (addr_t)&at_invalid_opcode, (addr_t)&after_invalid_opcode, INVALID_OPCODE);

		/* the instruction pointer of a breakpoint is behind the instruction */
		exception("a breakpoint is reported to the session's handler", raise_breakpoint,
		          (addr_t)&after_breakpoint, (addr_t)&after_breakpoint, BREAKPOINT);
	}

	/*
	 * The handler of a thread takes precedence over the one of the session
	 */
	void thread_handler()
	{
		Signal_receiver receiver;
		Signal_context  session_context, thread_context;

		env.cpu().exception_sigh(receiver.manage(&session_context));

		bool volatile go = false;
		auto const fault = [&] {
			while (!go) env.ram().used();
			raise_invalid_opcode();
		};
		Worker first(env, "first", fault), second(env, "second", fault);

		first .control().exception_sigh(receiver.manage(&thread_context));
		second.control().exception_sigh(thread_context.cap());

		/* an invalid capability selects the handler of the session again */
		second.control().exception_sigh(Signal_context_capability());
		go = true;

		bool session = false, thread = false;
		while (!session || !thread) {
			Signal const signal = receiver.wait_for_signal();
			session |= signal.context() == &session_context;
			thread  |= signal.context() == &thread_context;
		}
		test.check("a thread can have its own handler", thread);
		test.check("without own handler, the one of the session is used", session);

		env.cpu().exception_sigh(Signal_context_capability());
		receiver.dissolve(&session_context);
		receiver.dissolve(&thread_context);
	}

	/*
	 * A page fault that no region map's handler takes care of is an exception
	 */
	void page_fault()
	{
		Signal_receiver receiver;
		Signal_context  context;

		addr_t const address = 0x20000000;   /* nothing is attached there */

		Ram_dataspace_capability const ds = env.ram().alloc(4096);

		env.cpu().exception_sigh(receiver.manage(&context));
		bool volatile survived = false;
		Worker worker(env, "faulting", [&] {
			*(unsigned volatile *)address = 7;
			survived = true;
		});
		receiver.wait_for_signal();

		Thread_state const state = worker.control().state();
		test.check("a page fault without handler is an exception", state.unresolved_page_fault);
		test.check("its state tells that it is a page fault", state.trapno == PAGE_FAULT);

		/* the access is repeated when memory is there */
		env.rm().attach_at(ds, address);
		worker.control().resume();
		worker.join();
		test.check("the access is repeated", survived && *(unsigned volatile *)address == 7);

		env.cpu().exception_sigh(Signal_context_capability());
		env.rm().detach(address);
		env.ram().free(ds);
		receiver.dissolve(&context);
	}

	void other_session()
	{
		Cpu_connection cpu(env, "other");

		struct Flagged : Thread
		{
			bool volatile executed = false;

			Flagged(Env &env, Cpu_session &cpu)
			: Thread(env, "flagged", STACK_SIZE, Affinity::Location(), Weight(), cpu) { }

			void entry() override { executed = true; }
		};
		{
			Flagged thread(env, cpu);
			thread.start();
			thread.join();
			test.check("a thread can belong to another CPU session", thread.executed);
		}

		/* a handler of one session has nothing to do with the other one */
		Signal_receiver receiver;
		Signal_context  own, other;
		env.cpu().exception_sigh(receiver.manage(&own));
		cpu.exception_sigh(receiver.manage(&other));
		{
			Faulting_thread thread(env, raise_invalid_opcode, cpu);
			test.check("exceptions are reported to the session of the thread",
			           receiver.wait_for_signal().context() == &other);
		}
		env.cpu().exception_sigh(Signal_context_capability());
		receiver.dissolve(&own);
		receiver.dissolve(&other);
	}

	/*
	 * Threads are created via the session as well, without a 'Thread' object
	 */
	static void bare_entry()
	{
		for (;;)
			asm volatile ("pause");
	}

	void bare_thread()
	{
		Thread_capability const cap =
			env.cpu().create_thread(env.pd_session_cap(), "bare", Affinity::Location(),
			                        Cpu_session::Weight());
		test.check("a thread is created by the CPU session", cap.valid());

		Ram_dataspace_capability const stack = env.ram().alloc(4096);
		addr_t const base = env.rm().attach(stack);

		Cpu_thread_client thread(cap);
		thread.start((addr_t)&bare_entry, base + 4096 - 8);
		thread.pause();
		Thread_state const state = thread.state();
		test.check("a thread starts with the given stack pointer",
		           state.sp > base && state.sp <= base + 4096);

		env.cpu().kill_thread(cap);
		test.check_throws<Ipc_error>("the capability of a killed thread is dead", [&] { thread.pause(); });
		env.cpu().kill_thread(cap);
		env.cpu().kill_thread(Thread_capability());
		test.check("killing a thread that does not exist has no effect", true);

		env.rm().detach(base);
		env.ram().free(stack);
	}

	void affinity()
	{
		Affinity::Space const space = env.cpu().affinity_space();
		test.check("there is at least one CPU", space.total() > 0);

		Affinity const requested(Affinity::Space(4, 1), Affinity::Location(1, 0, 2, 1));
		Cpu_connection part(env, "part", Cpu_session::DEFAULT_PRIORITY, requested);
		test.check_equal("a session shows the part of the CPUs it was requested for",
		                 part.affinity_space().total(), requested.scale_to(space).width());

		Worker worker(env, "migrating", [&] {
			for (unsigned i = 0; i < 100; i++) env.ram().used(); });
		for (unsigned i = 0; i < 2*space.total(); i++)
			worker.control().affinity(space.location_of_index(i));
		worker.join();
		test.check("a thread can be moved to each CPU of the session", true);
	}

	void priorities()
	{
		static long const priorities[] { 0, 100, Cpu_session::PRIORITY_LIMIT - 1,
		                                 Cpu_session::PRIORITY_LIMIT };
		unsigned executed = 0;
		for (long const priority : priorities) {
			Cpu_connection cpu(env, "prioritized", priority);

			struct Thread : Genode::Thread
			{
				bool executed = false;

				Thread(Env &env, Cpu_session &cpu)
				: Genode::Thread(env, "prioritized", STACK_SIZE, Affinity::Location(), Weight(), cpu) { }

				void entry() override { executed = true; }
			} thread(env, cpu);

			thread.start();
			thread.join();
			executed += thread.executed;
		}
		test.check_equal("threads of all priorities run", executed, 4U);
	}

	void quota()
	{
		Cpu_connection a(env, "a"), b(env, "b"), c(env, "c");

		test.check_equal("a session needs a valid reference account",
		                 a.ref_account(Cpu_session_capability()), -1);
		test.check_equal("a session is not its own reference account", a.ref_account(a.cap()), -3);
		test.check_equal("the reference account is defined", a.ref_account(env.cpu_session_cap()), 0);
		test.check_equal("the reference account is defined once", a.ref_account(b.cap()), -2);

		test.check_equal("quota is transferred to a valid session only",
		                 env.cpu().transfer_quota(Cpu_session_capability(), 1), -1);
		test.check_equal("quota is transferred between related sessions only",
		                 b.transfer_quota(c.cap(), 1), -2);
		test.check_equal("quota is transferred from the reference account",
		                 env.cpu().transfer_quota(a.cap(), Cpu_session::QUOTA_LIMIT/2), 0);
		test.check_equal("quota is transferred back",
		                 a.transfer_quota(env.cpu_session_cap(), Cpu_session::QUOTA_LIMIT), 0);
		test.check("nobody can use more than the whole CPU", [&] {
			Cpu_session::Quota const quota = env.cpu().quota();
			return quota.us <= quota.super_period_us; }());
	}

	void round()
	{
		pause();
		pause_blocked();
		state();
		exceptions();
		thread_handler();
		page_fault();
		other_session();
		bare_thread();
		affinity();
		priorities();
		quota();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_cpu_session::Main main(env); }
