/*
 * \brief  Signal handler of component threads
 *
 * Nucleus interrupts a running thread by SIGURG. The handler parks the
 * thread until nucleus releases it. Exceptions of the CPU are reported to
 * nucleus as requests. In both cases, the host has left the registers of the
 * thread in a frame on the thread's save stack.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <linux/futex.h>
#include <linux/signal.h>
#include <asm/sigcontext.h>
#include <asm/ucontext.h>
#include <asm/unistd.h>

#include <host/abi.h>
#include <host/stub/system_call.h>

using namespace Host;
using Abi::Control;
using Abi::Thread_state;

#pragma GCC visibility push(hidden)

extern "C" {
	void enter_idle(void *utcb);

	/* parts of 'entry.S' that continue a thread */
	extern char const finish_operation[], finish_operation_end[];
	extern char const finish_frame[],     finish_frame_end[];
	extern char const idle[], begin[],    begin_end[];
	extern char const direct[],           direct_end[];
}

#pragma GCC visibility pop


namespace {

	uint32_t load(uint32_t const &word) { return __atomic_load_n(&word, __ATOMIC_SEQ_CST); }

	void store(uint32_t &word, uint32_t value) { __atomic_store_n(&word, value, __ATOMIC_SEQ_CST); }

	void wait_while(uint32_t const &word, uint32_t value)
	{
		system_call(__NR_futex, uint64_t(&word), FUTEX_WAIT, value, 0);
	}

	/**
	 * Wait as long as the thread is held with the given value
	 *
	 * In the order of these steps, nucleus sees the mark, or the thread the
	 * release.
	 */
	void await_release(Control const &control, Thread_state &state, uint32_t hold)
	{
		store(state.release_awaited, 1);
		wait_while(control.hold, hold);
		store(state.release_awaited, 0);
	}

	void wake(uint32_t const &word)
	{
		system_call(__NR_futex, uint64_t(&word), FUTEX_WAKE, 1);
	}

	/*
	 * The frame starts with the return address of the handler, right below
	 * the context that the handler got as argument.
	 */
	Thread_state::Frame frame_of(Thread_state const &state, void const *context)
	{
		Thread_state::Frame frame { uint64_t(context) - 8, state.saved.fs, state.saved.gs };

		if (((Abi::System_page const *)Abi::SYSTEM_PAGE)->fsgsbase) {
			asm volatile ("rdfsbase %0" : "=r" (frame.fs));
			asm volatile ("rdgsbase %0" : "=r" (frame.gs));
		}
		return frame;
	}

	/**
	 * Record how a parked thread can be continued in another process
	 *
	 * A thread that is about to be continued itself has the same state still.
	 * Its frame would otherwise wrap the previous one, over and over if the
	 * thread is captured and restored before it gets to run.
	 */
	void record_parked_state(Control const &control, Thread_state &state,
	                         ucontext const &context)
	{
		uint64_t const ip = context.uc_mcontext.rip;

		auto within = [&] (char const *start, char const *end) {
			return ip >= uint64_t(start) && ip < uint64_t(end); };

		bool const beginning = within(begin, begin_end);

		state.parked_resume = within(finish_operation, finish_operation_end)
		                   || within(direct, direct_end)
		                    ? Abi::Resume::SAVED
		                    : beginning ? control.resume : Abi::Resume::FRAME;

		state.parked_frame = beginning || within(finish_frame, finish_frame_end)
		                   ? state.resume_frame : frame_of(state, &context);
	}

	bool within_stub(ucontext const &context)
	{
		return context.uc_mcontext.rip >= Kernel::Abi::KERNEL_AREA;
	}

	/**
	 * Return context in a frame of the thread, null if there is none
	 */
	ucontext *context_of(Thread_state const &state, Thread_state::Frame const &frame)
	{
		uint64_t const area = uint64_t(&state) & ~(Kernel::Abi::THREAD_AREA_SIZE - 1);
		uint64_t const high = area + Kernel::Abi::THREAD_AREA_USED - sizeof(ucontext) - 8;

		return frame.address > area && frame.address < high ? (ucontext *)(frame.address + 8)
		                                                    : nullptr;
	}

	/**
	 * Return context with which the thread goes on outside of signal handlers
	 *
	 * Null if there is none yet. The code that begins with a context takes
	 * care of single stepping by itself.
	 */
	ucontext *context_outside(Thread_state const &state, ucontext &context)
	{
		uint64_t const ip = context.uc_mcontext.rip;

		auto within = [&] (char const *start, char const *end) {
			return ip >= uint64_t(start) && ip < uint64_t(end); };

		if (within(idle, begin_end))
			return nullptr;

		if (within(finish_frame, finish_frame_end))
			return context_of(state, state.resume_frame);

		/* nothing but the handler of an exception blocks exceptions */
		if (context.uc_sigmask & sigset_t(1) << (SIGTRAP - 1))
			return context_of(state, state.fault_frame);

		return &context;
	}

	/*
	 * Kernel operations count as one instruction, so exceptions within are
	 * ignored. A thread that enters an operation without the flag gets it at
	 * the end, if need be.
	 */
	void apply_stepping(Control const &control, Thread_state const &state, ucontext &context)
	{
		if (control.stepping == Abi::Stepping::UNCHANGED)
			return;

		/* a frame to continue with may belong to the handler of an exception */
		ucontext *outside = context_outside(state, context);
		if (outside && outside != &context)
			outside = context_outside(state, *outside);

		if (!outside)
			return;

		if (control.stepping == Abi::Stepping::ON)
			outside->uc_mcontext.eflags |= Abi::TRAP_FLAG;
		else
			outside->uc_mcontext.eflags &= ~Abi::TRAP_FLAG;
	}

	/**
	 * Return true if the thread has just made a step within a kernel operation
	 */
	bool stepped_within_stub(int signal, ucontext const &context)
	{
		enum { DEBUG_EXCEPTION = 1 };

		return signal == SIGTRAP && context.uc_mcontext.trapno == DEBUG_EXCEPTION
		    && within_stub(context);
	}

	void park(Control const &control, Thread_state &state, ucontext const &context)
	{
		if (load(control.reset))
			enter_idle(&state);

		if (!load(control.hold))
			return;

		record_parked_state(control, state, context);

		while (uint32_t const hold = load(control.hold)) {
			if (load(control.reset))
				break;

			store(state.parked, hold);
			wake(state.parked);
			await_release(control, state, hold);
		}

		if (load(control.reset))
			enter_idle(&state);
	}

	void report_fault(Control const &control, Thread_state &state,
	                  int signal, ucontext const &context)
	{
		state.fault_frame = frame_of(state, &context);

		state.fault = {
			.signal = uint32_t(signal),
			.trap   = uint32_t(context.uc_mcontext.trapno),
			.error  = context.uc_mcontext.err,
			.addr   = context.uc_mcontext.cr2,
			.ip     = context.uc_mcontext.rip,
		};
		state.request = Thread_state::Request::FAULT;
		store(state.post, (state.post + 1) & Thread_state::POST_NUMBER);
		wake(state.post);

		for (;;) {
			if (load(control.reset))
				enter_idle(&state);

			uint32_t const done = load(control.done);
			if (done == state.post)
				break;

			wait_while(control.done, done);
		}
		while (uint32_t const hold = load(control.hold)) {
			if (load(control.reset))
				break;

			await_release(control, state, hold);
		}

		if (load(control.reset))
			enter_idle(&state);
	}
}


/*
 * The save stack lies within the thread area, so the address of a local
 * object tells the thread, whatever the thread did to its registers.
 */
extern "C" void on_signal(int signal, siginfo_t *, void *frame)
{
	uint64_t const area = uint64_t(__builtin_frame_address(0))
	                    & ~(Kernel::Abi::THREAD_AREA_SIZE - 1);

	Control const &control = *(Control const *)(area + Kernel::Abi::CONTROL_OFFSET);
	Thread_state  &state   = *(Thread_state  *)(area + Kernel::Abi::UTCB_OFFSET);

	ucontext &context = *(ucontext *)frame;

	if (signal == SIGURG) {
		park(control, state, context);

	} else if (stepped_within_stub(signal, context)) {
		state.fault_frame = frame_of(state, &context);
		if (control.stepping != Abi::Stepping::ON)
			context.uc_mcontext.eflags &= ~Abi::TRAP_FLAG;

	} else {
		report_fault(control, state, signal, context);
	}
	apply_stepping(control, state, context);
}
