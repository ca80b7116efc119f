/*
 * \brief  Attacks by instructions and states of the processor
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <util/string.h>

#include "attacks.h"
#include "host_call.h"
#include "probe.h"

using namespace Attack;


namespace {

	/**
	 * Memory that can be written and executed
	 */
	class Code
	{
		private:

			enum { ADDR = 0x20000000 };

			Env                     &_env;
			Ram_dataspace_capability _ds;

		public:

			Code(Env &env) : _env(env), _ds(env.ram().alloc(4096))
			{
				env.rm().attach_rwx(_ds, ADDR);
			}

			~Code()
			{
				_env.rm().detach((addr_t)ADDR);
				_env.ram().free(_ds);
			}

			/** Put instructions in place, followed by a return */
			void write(u8 const *bytes, size_t count)
			{
				u8 * const code = (u8 *)ADDR;
				memset(code, 0xcc, 4096);
				memcpy(code, bytes, count);
				code[count] = 0xc3;
			}

			void execute() const { ((void (*)(void))ADDR)(); }
	};

	struct Instruction
	{
		char const *name;
		u8     size;
		u8     bytes[12];

		enum Kind { PRIVILEGED, ANY } kind;   /* 'ANY': may work or not */
	};

	constexpr Instruction INSTRUCTIONS[] = {
		{ "hlt",            1, { 0xf4 },                   Instruction::PRIVILEGED },
		{ "cli",            1, { 0xfa },                   Instruction::PRIVILEGED },
		{ "sti",            1, { 0xfb },                   Instruction::PRIVILEGED },
		{ "in al, dx",      1, { 0xec },                   Instruction::PRIVILEGED },
		{ "out dx, al",     1, { 0xee },                   Instruction::PRIVILEGED },
		{ "in al, 0x60",    2, { 0xe4, 0x60 },             Instruction::PRIVILEGED },
		{ "insb",           1, { 0x6c },                   Instruction::PRIVILEGED },
		{ "outsb",          1, { 0x6e },                   Instruction::PRIVILEGED },
		{ "rdmsr",          2, { 0x0f, 0x32 },             Instruction::PRIVILEGED },
		{ "wrmsr",          2, { 0x0f, 0x30 },             Instruction::PRIVILEGED },
		{ "mov rax, cr0",   3, { 0x0f, 0x20, 0xc0 },       Instruction::PRIVILEGED },
		{ "mov cr3, rax",   3, { 0x0f, 0x22, 0xd8 },       Instruction::PRIVILEGED },
		{ "mov rax, dr7",   3, { 0x0f, 0x21, 0xf8 },       Instruction::PRIVILEGED },
		{ "mov dr7, rax",   3, { 0x0f, 0x23, 0xf8 },       Instruction::PRIVILEGED },
		{ "clts",           2, { 0x0f, 0x06 },             Instruction::PRIVILEGED },
		{ "invd",           2, { 0x0f, 0x08 },             Instruction::PRIVILEGED },
		{ "wbinvd",         2, { 0x0f, 0x09 },             Instruction::PRIVILEGED },
		{ "invlpg [rsp]",   4, { 0x0f, 0x01, 0x3c, 0x24 }, Instruction::PRIVILEGED },
		{ "lgdt [rsp]",     4, { 0x0f, 0x01, 0x14, 0x24 }, Instruction::PRIVILEGED },
		{ "lidt [rsp]",     4, { 0x0f, 0x01, 0x1c, 0x24 }, Instruction::PRIVILEGED },
		{ "lldt ax",        3, { 0x0f, 0x00, 0xd0 },       Instruction::PRIVILEGED },
		{ "ltr ax",         3, { 0x0f, 0x00, 0xd8 },       Instruction::PRIVILEGED },
		{ "lmsw ax",        3, { 0x0f, 0x01, 0xf0 },       Instruction::PRIVILEGED },
		{ "swapgs",         3, { 0x0f, 0x01, 0xf8 },       Instruction::PRIVILEGED },
		{ "xsetbv",         3, { 0x0f, 0x01, 0xd1 },       Instruction::PRIVILEGED },
		{ "monitor",        3, { 0x0f, 0x01, 0xc8 },       Instruction::PRIVILEGED },
		{ "mwait",          3, { 0x0f, 0x01, 0xc9 },       Instruction::PRIVILEGED },
		{ "clac",           3, { 0x0f, 0x01, 0xca },       Instruction::PRIVILEGED },
		{ "stac",           3, { 0x0f, 0x01, 0xcb },       Instruction::PRIVILEGED },
		{ "vmxoff",         3, { 0x0f, 0x01, 0xc4 },       Instruction::PRIVILEGED },
		{ "vmrun",          3, { 0x0f, 0x01, 0xd8 },       Instruction::PRIVILEGED },
		{ "sysret",         3, { 0x48, 0x0f, 0x07 },       Instruction::PRIVILEGED },
		{ "sysexit",        3, { 0x48, 0x0f, 0x35 },       Instruction::PRIVILEGED },
		{ "rsm",            2, { 0x0f, 0xaa },             Instruction::PRIVILEGED },
		{ "ud0",            3, { 0x0f, 0xff, 0xc0 },       Instruction::PRIVILEGED },
		{ "ud1",            3, { 0x0f, 0xb9, 0xc0 },       Instruction::PRIVILEGED },
		{ "ud2",            2, { 0x0f, 0x0b },             Instruction::PRIVILEGED },
		{ "int3",           1, { 0xcc },                   Instruction::PRIVILEGED },
		{ "icebp",          1, { 0xf1 },                   Instruction::PRIVILEGED },
		{ "iretq",          2, { 0x48, 0xcf },             Instruction::ANY },
		{ "lret",           1, { 0xcb },                   Instruction::ANY },
		{ "vmcall",         3, { 0x0f, 0x01, 0xc1 },       Instruction::ANY },
		{ "vmmcall",        3, { 0x0f, 0x01, 0xd9 },       Instruction::ANY },
		{ "rdpmc",          2, { 0x0f, 0x33 },             Instruction::ANY },
		{ "xgetbv",         3, { 0x0f, 0x01, 0xd0 },       Instruction::ANY },
		{ "sgdt [rsp-16]",  5, { 0x0f, 0x01, 0x44, 0x24, 0xf0 }, Instruction::ANY },
		{ "sidt [rsp-16]",  5, { 0x0f, 0x01, 0x4c, 0x24, 0xf0 }, Instruction::ANY },
		{ "sldt ax",        3, { 0x0f, 0x00, 0xc0 },       Instruction::ANY },
		{ "str ax",         3, { 0x0f, 0x00, 0xc8 },       Instruction::ANY },
		{ "smsw ax",        3, { 0x0f, 0x01, 0xe0 },       Instruction::ANY },
		{ "rdtscp",         3, { 0x0f, 0x01, 0xf9 },       Instruction::ANY },
		{ "rdpid",          4, { 0xf3, 0x0f, 0xc7, 0xf8 }, Instruction::ANY },
		{ "xbegin, xabort", 9, { 0xc7, 0xf8, 0x03, 0x00, 0x00, 0x00, 0xc6, 0xf8, 0x00 }, Instruction::ANY },
		{ "wrpkru 0",       7, { 0x31, 0xc9, 0x31, 0xd2, 0x0f, 0x01, 0xef }, Instruction::ANY },
		{ "enqcmd",         5, { 0xf2, 0x0f, 0x38, 0xf8, 0x04 }, Instruction::ANY },
		{ "senduipi",       4, { 0xf3, 0x0f, 0xc7, 0xf0 }, Instruction::ANY },
		{ "encls",          3, { 0x0f, 0x01, 0xcf },       Instruction::PRIVILEGED },
		{ "div by 0",       5, { 0x31, 0xc9, 0x48, 0xf7, 0xf1 }, Instruction::PRIVILEGED },
		{ "lock ud",        3, { 0xf0, 0x89, 0xc0 },       Instruction::PRIVILEGED },
		{ "prefixes",      12, { 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66 }, Instruction::ANY },
		{ "single step",    9, { 0x9c, 0x81, 0x0c, 0x24, 0x00, 0x01, 0x00, 0x00, 0x9d }, Instruction::ANY },
		{ "I/O privilege",  9, { 0x9c, 0x81, 0x0c, 0x24, 0x00, 0x30, 0x00, 0x00, 0x9d }, Instruction::ANY },
		{ "far jump",       3, { 0xff, 0x2c, 0x24 },       Instruction::ANY },
	};

	/* frame of a signal as the host lays it out, up to the mask */
	struct Frame
	{
		u64 flags = 0, link = 0, stack[3] { };
		u64 registers[16] { };             /* r8 .. r15, rdi, rsi, rbp, rbx, rdx, rax, rcx, rsp */
		u64 ip = 0, eflags = 0x202;
		u16 cs = 0x33, gs = 0, fs = 0, ss = 0x2b;
		u64 error = 0, trap = 0, old_mask = 0, cr2 = 0, fpu = 0, reserved[8] { };
		u64 mask = 0, padding[16] { };
	};

	[[noreturn]] void signal_return(Frame const &frame)
	{
		asm volatile ("movq %0, %%rsp\n movl $15, %%eax\n syscall\n ud2" :: "r" (&frame) : "memory");
		__builtin_unreachable();
	}

	bool volatile arrived;

	/* where a thread arrives that got through with its frame */
	void arrive()
	{
		arrived = true;
		for (;;)
			asm volatile ("pause");
	}

	alignas(64) char fpu_area[4096];
}


void Attack::instructions(Report &report)
{
	Code code(report.env);

	for (Instruction const &instruction : INSTRUCTIONS) {

		code.write(instruction.bytes, instruction.size);

		Outcome const outcome = probe(report.env, [&] { code.execute(); });

		if (instruction.kind == Instruction::PRIVILEGED)
			report.expect_refused(outcome == Outcome::FAULTED, "instruction ", instruction.name);
		else
			report.count(outcome != Outcome::RETURNED);
	}
}


void Attack::interrupts(Report &report)
{
	Code code(report.env);

	for (unsigned vector = 0; vector < 256; vector++) {

		if (vector == 0x80)   /* see 'host_calls_32bit' */
			continue;

		u8 const bytes[] { 0xcd, (u8)vector };
		code.write(bytes, sizeof(bytes));

		report.expect_refused(faults(report.env, [&] { code.execute(); }), "interrupt ", vector);
	}
}


void Attack::segments(Report &report)
{
	/* a selector other than those of the program is refused, or of no use */
	for (unsigned selector = 0; selector < 128; selector++) {

		u16 const value = (u16)selector;

		report.count(probe(report.env, [&] { asm volatile ("mov %0, %%ds" :: "r" (value)); })
		             != Outcome::RETURNED);
		report.count(probe(report.env, [&] { asm volatile ("mov %0, %%gs" :: "r" (value)); sleep_us(0); })
		             != Outcome::RETURNED);
		report.count(probe(report.env, [&] { asm volatile ("mov %0, %%ss" :: "r" (value) : "memory"); })
		             != Outcome::RETURNED);
	}

	/* bases of segments are the thread's own affair */
	for (u64 const base : EDGES)
		for (unsigned const code : { 0x1001u, 0x1002u })
			report.count(probe(report.env, [&] {
				host_call(ARCH_PRCTL, code, base);
				Kernel::execute(Kernel::Operation::THREAD_YIELD); }) != Outcome::RETURNED);
}


void Attack::fpu_state(Report &report)
{
	auto enter = [] { Kernel::execute(Kernel::Operation::THREAD_YIELD); };

	Random random(1);

	for (unsigned i = 0; i < 64; i++) {
		u32 const mxcsr = (u32)(i < 32 ? 1u << i : random.next());
		u16 const fcw   = (u16)random.next();

		report.count(probe(report.env, [&] {
			asm volatile ("ldmxcsr %0\n fldcw %1" :: "m" (mxcsr), "m" (fcw));
			enter(); }) != Outcome::RETURNED);
	}

	/* states of the extended registers that the processor refuses */
	for (unsigned i = 0; i < 32; i++) {
		for (u64 *word = (u64 *)fpu_area; word < (u64 *)(fpu_area + 4096); word++)
			*word = random.next();

		report.count(probe(report.env, [&] {
			asm volatile ("xrstor64 %0" :: "m" (fpu_area), "a" (~0u), "d" (~0u)); enter(); })
			!= Outcome::RETURNED);
		report.count(probe(report.env, [&] {
			asm volatile ("fxrstor64 %0" :: "m" (fpu_area)); enter(); }) != Outcome::RETURNED);
	}

	/* direction, alignment check, and all others that a program can set */
	for (unsigned bit = 0; bit < 22; bit++)
		report.count(probe(report.env, [&] {
			u64 const flags = 0x202 | (1u << bit);
			asm volatile ("pushq %0\n popfq" :: "r" (flags) : "memory", "cc");
			enter(); }) != Outcome::RETURNED);

	/* unmasked exceptions that the kernel entry might run into */
	report.count(probe(report.env, [&] {
		u16 const unmasked = 0x340;
		asm volatile ("fldcw %0\n fldz\n fld1\n fdivp" :: "m" (unmasked));
		enter(); }) != Outcome::RETURNED);
}


void Attack::signal_frames(Report &report)
{
	static Frame frame;
	static char  stack[4096];

	auto attempt = [&] (auto const &modify) {
		frame = Frame();
		frame.ip            = (u64)&arrive;
		frame.registers[15] = (u64)(stack + sizeof(stack) - 8);
		modify();
		arrived = false;
		probe(report.env, [&] { signal_return(frame); }, 3);
		return bool(arrived);
	};

	report.count(!attempt([] { }));

	/* segments of the host's kernel, and others */
	for (unsigned selector = 0; selector < 64; selector++) {
		bool const user = selector == 0x33 || selector == 0x23;
		report.expect_refused(!attempt([&] { frame.cs = (u16)selector; })
		                      || user || (selector & 3) != 3 || selector == 0x33,
		                      "code segment ", selector);
		report.count(!attempt([&] { frame.ss = (u16)selector; }));
	}

	/* privileged flags do not get through, the thread runs without them */
	for (unsigned bit = 0; bit < 32; bit++)
		report.count(!attempt([&] { frame.eflags = 0x202 | (1ull << bit); }));

	for (u64 const addr : EDGES) {
		report.expect_refused(!attempt([&] { frame.ip = addr; }), "execution at ", Hex(addr));
		report.count(!attempt([&] { frame.registers[15] = addr; }));
		report.count(!attempt([&] { frame.fpu = addr; }));
		report.count(!attempt([&] { frame.fpu = (u64)fpu_area; frame.flags = addr; }));
	}
}


/*
 * A thread may block all signals. Nucleus then cannot stop it, but can kill
 * the process. The tests take a checkpoint meanwhile.
 */
void Attack::masked_signals(Report &report)
{
	struct Masked : Thread
	{
		Masked(Env &env) : Thread(env, "masked", 16*1024) { }

		void entry() override
		{
			u64 const all = ~0ull;
			host_call(RT_SIGPROCMASK, 2, (unsigned long)&all, 0, 8);
			for (;;)
				asm volatile ("pause");
		}
	};

	static Masked thread(report.env);
	thread.start();

	report.count(false);
}
