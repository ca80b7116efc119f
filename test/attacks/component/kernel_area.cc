/*
 * \brief  Attacks on the memory that the kernel keeps in the address space
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/abi.h>
#include <util/string.h>

#include "attacks.h"
#include "host_call.h"
#include "probe.h"

using namespace Attack;
using namespace Kernel::Abi;


namespace {

	constexpr u64 STUB_TEXT = KERNEL_AREA + PAGE_SIZE;

	bool within(u64 addr, u64 start, u64 size)
	{
		return addr >= start && addr < start + size;
	}

	/* what the layout promises to be there */
	bool expected(u64 addr)
	{
		return within(addr, KERNEL_AREA, 4*PAGE_SIZE)
		    || within(addr, Host::Abi::SYSTEM_PAGE, Host::Abi::SYSTEM_PAGE_SIZE)
		    || within(addr, Host::Abi::AGENT_PAGE, PAGE_SIZE)
		    || (within(addr, THREAD_AREAS, MAX_THREADS*THREAD_AREA_SIZE)
		        && (addr - THREAD_AREAS) % THREAD_AREA_SIZE < THREAD_AREA_USED)
		    || (within(addr, THREAD_AREAS, MAX_THREADS*THREAD_AREA_SIZE)
		        && (addr - THREAD_AREAS) % THREAD_AREA_SIZE >= CALLED_CHANNELS_OFFSET);
	}

	/** Call 'fn' with each page of the stub's program */
	void for_each_text_page(auto const &fn)
	{
		for (u64 addr = KERNEL_AREA; addr < KERNEL_AREA + 4*PAGE_SIZE; addr += PAGE_SIZE)
			if (readable(addr))
				fn(addr);
	}

	/* stack of a thread that jumps, so that it does not return to itself */
	char empty_stack[8192];

	/*
	 * Jump to an address with registers that point to a forged UTCB or to a
	 * forged page of agent commands
	 *
	 * No other register refers to anything that can be written, so that what
	 * gets executed does not turn against the attacker.
	 */
	[[noreturn]] void jump(u64 addr, void *utcb, void *commands)
	{
		asm volatile ("movq %%rdx, %%rsp\n"
		              "movq %%rdi, %%r12\n"
		              "leaq -4096(%%rdi), %%r13\n"
		              "movq %%rcx, %%r15\n"
		              "leaq 64(%%rcx), %%rbx\n"
		              "movl $1, %%r14d\n"
		              "xorl %%ebp, %%ebp\n"
		              "xorl %%ecx, %%ecx\n"
		              "xorl %%edx, %%edx\n"
		              "xorl %%esi, %%esi\n"
		              "xorl %%r8d, %%r8d\n"
		              "xorl %%r9d, %%r9d\n"
		              "xorl %%r10d, %%r10d\n"
		              "xorl %%r11d, %%r11d\n"
		              "jmp *%%rax\n"
		              :: "a" (addr), "D" (utcb), "c" (commands), "d" (empty_stack + 4096) : "memory");
		__builtin_unreachable();
	}

	struct Forged_commands
	{
		alignas(4096) Host::Abi::Agent_page page { };
	};

	/* control page and UTCB, as if of a thread */
	alignas(4096) char forged_area[2*4096];

	Forged_commands forged;

	/* place that nobody uses, and where the forged commands map memory */
	constexpr u64 TARGET = 0x600000000000;

	void forge_commands()
	{
		enum { SYS_MMAP = 9, READ_WRITE = 3, SHARED_FIXED = 0x11 };

		forged.page.sequence = 1;
		forged.page.count    = 1;
		forged.page.command[0] = { .number = SYS_MMAP,
		                           .arg    = { TARGET, 1u << 20, READ_WRITE, SHARED_FIXED,
		                                       Host::Abi::ARENA_FD, 0 },
		                           .pad    = 0 };
	}

	void sweep(Report &report, unsigned step)
	{
		forge_commands();

		for_each_text_page([&] (u64 page) {
			for (u64 addr = page; addr < page + PAGE_SIZE; addr += step) {

				/* behind the code there is nothing but zeros */
				if (*(u64 const *)(addr & ~7ull) == 0)
					continue;

				memset(empty_stack, 0, sizeof(empty_stack));

				Outcome const outcome = probe(report.env, [&] {
					jump(addr, forged_area + 4096, &forged.page); }, 2);

				report.count(outcome != Outcome::RETURNED);
				if (readable(TARGET))
					report.breach("memory got mapped by a jump to ", Hex(addr));
			}
		});
	}
}


void Attack::kernel_area_read(Report &report)
{
	for (u64 addr = KERNEL_AREA; addr < Host::Abi::KERNEL_AREA_END; addr += PAGE_SIZE)
		if (!expected(addr))
			report.expect_refused(!readable(addr), "readable page at ", Hex(addr));

	/* above the kernel area, in a stride that finds anything of size */
	for (u64 addr = Host::Abi::KERNEL_AREA_END; addr < 0x7ff000000000; addr += 32u << 20)
		report.expect_refused(!readable(addr), "readable page at ", Hex(addr));

	/* below the program, and the kernel of the host */
	for (u64 addr = 0; addr < 0x100000; addr += PAGE_SIZE)
		report.expect_refused(!readable(addr), "readable page at ", Hex(addr));

	for (u64 addr = 0xffff800000000000; addr; addr += 1ull << 38)
		report.expect_refused(!readable(addr), "readable page at ", Hex(addr));
}


void Attack::kernel_area_write(Report &report)
{
	auto attempt = [&] (char const *what, u64 addr) {
		bool const refused = faults(report.env, [&] {
			u64 volatile &word = *(u64 volatile *)addr;
			word = word; });
		report.expect_refused(refused, "write to ", what, " at ", Hex(addr)); };

	for_each_text_page([&] (u64 page) {
		for (u64 offset = 0; offset < PAGE_SIZE; offset += 1024)
			attempt("stub", page + offset); });

	attempt("system page", Host::Abi::SYSTEM_PAGE);
	attempt("system page", Host::Abi::SYSTEM_PAGE + PAGE_SIZE);
	attempt("agent page",  Host::Abi::AGENT_PAGE);
	attempt("agent page",  Host::Abi::AGENT_PAGE + 64);

	for (unsigned index = 0; index < 8; index++) {
		u64 const control = THREAD_AREAS + index*THREAD_AREA_SIZE + CONTROL_OFFSET;
		if (readable(control))
			attempt("control page", control);
	}

	/* the program's own text is shared with other instances of the program */
	attempt("own text", 0x1000000);
}


void Attack::trampolines(Report &report) { sweep(report, 1); }


/*
 * The entry into the middle of the agent's loop, instruction by instruction,
 * from several threads at once
 */
void Attack::forged_agent(Report &report)
{
	struct Intruder : Thread
	{
		u64 const addr;

		Intruder(Env &env, u64 addr) : Thread(env, "intruder", 16*1024), addr(addr) { }

		void entry() override { jump(addr, forged_area + 4096, &forged.page); }
	};

	forge_commands();

	/* the loop of the agent refers to its page by address */
	u64 agent = 0;
	for_each_text_page([&] (u64 page) {
		for (u64 addr = page; addr < page + PAGE_SIZE - 8; addr++)
			if (*(u64 const *)addr == Host::Abi::AGENT_PAGE)
				agent = addr - 2; });

	report.expect_refused(agent != 0, "the loop of the agent was not found");

	for (unsigned offset = 0; agent && offset < 160; offset++) {
		Intruder first (report.env, agent + offset);
		Intruder second(report.env, agent + offset);
		first.start();
		second.start();
		sleep_us(1000);

		report.expect_refused(!readable(TARGET), "memory got mapped by a forged command");
	}
}
