/*
 * \brief  Threads and their stacks
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/heap.h>
#include <base/signal.h>
#include <conformance/test.h>
#include <conformance/worker.h>
#include <cpu_thread/client.h>
#include <util/reconstructible.h>

namespace Test_thread {

	using namespace Genode;

	using Conformance::Worker;
	using Conformance::wait_until;

	struct Recursive_thread;
	struct Idle_thread;
	struct Main;
}


/**
 * Use as much of the stack as told
 *
 * \return  number of touched bytes
 */
__attribute__((noinline)) static Genode::size_t use_stack(Genode::size_t size)
{
	enum { FRAME = 2048 };

	char volatile frame[FRAME];
	for (Genode::size_t i = 0; i < FRAME; i += 512)
		frame[i] = (char)i;

	if (size <= FRAME)
		return FRAME;

	Genode::size_t const rest = use_stack(size - FRAME);
	return rest + FRAME + (frame[512] & 0);
}


struct Test_thread::Recursive_thread : Thread
{
	size_t const  size;
	size_t        used = 0;
	bool volatile done = false;

	Recursive_thread(Env &env, size_t stack_size, size_t size)
	: Thread(env, "recursive", stack_size), size(size) { }

	void entry() override
	{
		used = use_stack(size);
		done = true;
	}
};


struct Test_thread::Idle_thread : Thread
{
	Idle_thread(Env &env, size_t stack_size) : Thread(env, "idle", stack_size) { }

	void entry() override { }
};


struct Test_thread::Main
{
	enum { STACK_SIZE = 16*1024, PAGE_SIZE = 4096 };

	Env              &env;
	Heap              heap { env.ram(), env.rm() };
	Conformance::Test test { env, "thread" };

	void identity()
	{
		Thread       *self = nullptr;
		char          name[32];
		Thread::Stack_info stack { };
		addr_t        frame = 1;

		Worker worker(env, "the worker", [&] {
			self  = Thread::myself();
			stack = Thread::mystack();
			frame = (addr_t)__builtin_frame_address(0);
		});
		worker.join();
		worker.name(name, sizeof(name));

		test.check("a thread knows itself", self == &worker);
		test.check_equal("a thread has a name", Thread::Name((char const *)name),
		                 Thread::Name("the worker"));
		test.check("a thread knows its stack", stack.base < stack.top
		        && stack.top - stack.base >= STACK_SIZE
		        && stack.top == (addr_t)worker.stack_top());
		test.check("a stack lies in the stack area",
		           stack.base >= Thread::stack_area_virtual_base() &&
		           stack.top  <= Thread::stack_area_virtual_base()
		                       + Thread::stack_area_virtual_size());
		test.check("a stack lies in a slot of the stack area",
		           stack.base/Thread::stack_virtual_size() == (stack.top - 1)/Thread::stack_virtual_size());
		test.check("a started thread has a valid capability", worker.cap().valid());
		test.check("the frames of a thread are aligned as the ABI demands", frame % 16 == 0);
	}

	void join()
	{
		Lock          lock { Lock::LOCKED };
		bool volatile left = false;

		Worker worker(env, "joined", [&] { lock.lock(); left = true; });
		lock.unlock();
		worker.join();
		test.check("join waits for the end of the thread", left);

		Worker fast(env, "fast", [&] { });
		wait_until(env, [&] { return fast.cap().valid(); });
		fast.join();
		test.check("join returns if the thread has ended already", true);
	}

	void lifetimes()
	{
		unsigned volatile executed = 0;

		for (unsigned i = 0; i < 100; i++) {
			Worker worker(env, "short-lived", [&] { executed = executed + 1; });
			worker.join();
		}
		test.check_equal("threads are created and destroyed many times", (unsigned)executed, 100U);

		/* quota must not leak, whatever state the thread is in */
		size_t const avail = env.ram().avail();
		Lock lock { Lock::LOCKED };
		for (unsigned i = 0; i < 20; i++) {
			Idle_thread not_started(env, STACK_SIZE);

			/* the destructors must not take the functions away before they are called */
			bool volatile blocked_started = false, running_started = false;
			Worker blocked(env, "blocked", [&] { blocked_started = true; lock.lock(); });
			Worker running(env, "running", [&] {
				for (running_started = true;;)
					asm volatile ("pause");
			});
			wait_until(env, [&] { return blocked_started && running_started; });
		}
		test.check_equal("threads can be destroyed while not started, blocked, or running",
		                 env.ram().avail(), avail);
	}

	void limits()
	{
		test.check_throws<Thread::Stack_too_large>("a stack must fit in its slot", [&] {
			Idle_thread thread(env, Thread::stack_virtual_size()); });

		/* each thread of the component occupies a slot */
		enum { MAX = 1024 };
		struct Slot { Constructible<Idle_thread> thread { }; };
		static Slot slots[MAX];

		unsigned num = 0;
		bool     refused = false;
		for (; num < MAX && !refused; num++)
			try { slots[num].thread.construct(env, PAGE_SIZE); }
			catch (Thread::Out_of_stack_space) { refused = true; break; }
			catch (Thread::Stack_alloc_failed) { refused = true; break; }

		test.check("the number of stacks is limited", refused);
		test.check("more than 200 stacks fit in the stack area", num > 200);

		for (unsigned i = 0; i < num; i++)
			slots[i].thread.destruct();

		Worker worker(env, "after", [] { });
		worker.join();
		test.check("stacks are available again afterwards", true);
	}

	void stack_sizes()
	{
		size_t const largest = Thread::stack_virtual_size() - 32*1024;

		size_t const sizes_to_try[] { 4096, 64*1024, 256*1024, largest };

		for (size_t const size : sizes_to_try) {
			Recursive_thread thread(env, size, size/2);
			thread.start();
			thread.join();
			if (thread.used < size/2)
				test.check("a thread uses its stack", false);
		}
		test.check("stacks of many sizes can be used", true);

		/* grow the stack of the calling thread */
		bool grown = false;
		size_t sizes[2] = { };
		Worker worker(env, "growing", [&] {
			auto size = [] { Thread::Stack_info const s = Thread::mystack(); return s.top - s.base; };
			sizes[0] = size();
			Thread::myself()->stack_size(200*1024);
			sizes[1] = size();
			grown = use_stack(150*1024) >= 150*1024;
		});
		worker.join();
		test.check("a thread can extend its stack", grown && sizes[0] < 200*1024 && sizes[1] >= 200*1024);

		bool refused = false;
		Worker greedy(env, "greedy", [&] {
			try { Thread::myself()->stack_size(2*Thread::stack_virtual_size()); }
			catch (Thread::Stack_too_large) { refused = true; }
		});
		greedy.join();
		test.check("a stack cannot outgrow its slot", refused);
	}

	void secondary_stack()
	{
		Worker worker(env, "owner", [] { });
		worker.join();

		addr_t const top = (addr_t)worker.alloc_secondary_stack("second", STACK_SIZE);
		test.check("a secondary stack lies in the stack area",
		           top > Thread::stack_area_virtual_base() &&
		           top <= Thread::stack_area_virtual_base() + Thread::stack_area_virtual_size());
		test.check("a secondary stack is another one", top != (addr_t)worker.stack_top());

		/* the memory is usable up to the initial stack pointer */
		for (addr_t addr = top - STACK_SIZE; addr < top; addr += 1024)
			*(char volatile *)addr = 1;
		worker.free_secondary_stack((void *)top);
		test.check("a secondary stack can be used and freed", true);
	}

	/*
	 * The page below a stack is never mapped, so the overflow is reported as
	 * an exception of the thread and damages nothing
	 */
	void overflow()
	{
		Signal_receiver receiver;
		Signal_context  context;

		Recursive_thread thread(env, STACK_SIZE, 256*1024);
		Signal_context_capability const sigh = receiver.manage(&context);

		env.cpu().exception_sigh(sigh);
		thread.start();
		receiver.wait_for_signal();
		env.cpu().exception_sigh(Signal_context_capability());

		Thread_state const state = Cpu_thread_client(thread.cap()).state();
		addr_t const base = (addr_t)thread.stack_base();

		test.check("an overflow stops the thread", !thread.done);
		test.check("an overflow is an unresolved page fault", state.unresolved_page_fault);
		test.check("the stack pointer is at the lower end of the stack",
		           state.sp < base + PAGE_SIZE && state.sp + 2*PAGE_SIZE > base);
		receiver.dissolve(&context);
	}

	/*
	 * Threads are created with these attributes as well
	 */
	void attributes()
	{
		struct Attributed : Thread
		{
			bool executed = false;

			Attributed(Env &env)
			: Thread(env, "attributed", STACK_SIZE, Affinity::Location(0, 0), Weight(5), env.cpu()) { }

			void entry() override { executed = true; }
		} attributed(env);

		attributed.start();
		attributed.join();
		test.check("a thread is created with location, weight, and CPU session", attributed.executed);

		struct Deprecated : Thread_deprecated<8*1024>
		{
			bool executed = false;

			Deprecated() : Thread_deprecated("deprecated") { }

			void entry() override { executed = true; }
		} deprecated;

		deprecated.start();
		deprecated.join();
		test.check("the deprecated way of creating a thread works", deprecated.executed);
	}

	void round()
	{
		identity();
		join();
		lifetimes();
		limits();
		stack_sizes();
		secondary_stack();
		overflow();
		attributes();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_thread::Main main(env); }
