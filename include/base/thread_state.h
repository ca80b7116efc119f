/*
 * \brief  State of a thread as seen via its CPU session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__THREAD_STATE_H_
#define _INCLUDE__BASE__THREAD_STATE_H_

#include <base/stdint.h>

namespace Genode {

	struct Cpu_state;
	struct Thread_state_base;
	struct Thread_state;
}


/**
 * Registers of an x86_64 CPU
 */
struct Genode::Cpu_state
{
	addr_t ip = 0, sp = 0;

	addr_t r8 = 0, r9 = 0, r10 = 0, r11 = 0, r12 = 0, r13 = 0, r14 = 0, r15 = 0;

	addr_t rax = 0, rbx = 0, rcx = 0, rdx = 0, rdi = 0, rsi = 0, rbp = 0;

	addr_t ss = 0, eflags = 0, cs = 0;

	addr_t trapno = 0, errcode = 0;
};


struct Genode::Thread_state_base : Cpu_state
{
	/** the thread waits for the resolution of a page fault */
	bool unresolved_page_fault = false;

	Thread_state_base() { }
};


struct Genode::Thread_state : Thread_state_base
{
	/** the thread does not run because it was paused or raised an exception */
	bool paused = false;

	bool in_exception = false;
};

#endif /* _INCLUDE__BASE__THREAD_STATE_H_ */
