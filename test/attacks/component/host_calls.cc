/*
 * \brief  Attacks by system calls of the host
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "attacks.h"
#include "host_call.h"
#include "probe.h"

using namespace Attack;


namespace {

	enum { LAST_NUMBER = 600 };

	char buffer[4096];

	bool restricted(unsigned long number)
	{
		for (unsigned long const n : { RT_SIGPROCMASK, PRCTL, ARCH_PRCTL, FUTEX, FUTEX_WAITV,
		                              RESTART_SYSCALL })
			if (n == number)
				return true;

		return false;
	}

	/*
	 * Calls that must not be made here: the return from a signal has an attack
	 * of its own, the calls of probes raise an exception whatever a filter says
	 */
	bool skipped(unsigned long number)
	{
		return number == RT_SIGRETURN || number == URETPROBE || number == UPROBE;
	}

	/* not permitted, or permitted in principle but not like this */
	bool refused(unsigned long number, long result)
	{
		return restricted(number) ? result < 0 : result == NOT_PERMITTED;
	}

	long call_32(unsigned long number, unsigned long arg)
	{
		long result;
		asm volatile ("int $0x80"
		              : "=a" (result)
		              : "a" (number), "b" (arg), "c" (arg), "d" (arg), "S" (arg), "D" (arg)
		              : "r8", "r9", "r10", "r11", "memory");
		return (int)result;
	}

	/*
	 * Switch to 32-bit code, which can enter the host in its own ways, and back
	 *
	 * The code and the stack are below 4 GiB.
	 */
	#define COMPATIBILITY_CODE(instructions) \
		asm volatile ("movq %%rsp, %%r12\n" \
		              "pushq $0x23\n" \
		              "leaq 1f(%%rip), %%rcx\n" \
		              "pushq %%rcx\n" \
		              "lretq\n" \
		              ".code32\n" \
		              "1:\n" \
		              "movl $20, %%eax\n" \
		              instructions "\n" \
		              "ljmp $0x33, $2f\n" \
		              ".code64\n" \
		              "2:\n" \
		              "movq %%r12, %%rsp\n" \
		              : "=a" (result) : "b" (0ul), "D" (0ul), "S" (0ul), "d" (0ul) \
		              : "rcx", "r12", "r8", "r9", "r10", "r11", "memory", "cc")
}


void Attack::host_calls(Report &report)
{
	unsigned long const addr = (unsigned long)buffer;

	unsigned long const args[][6] = {
		{ 0, 0, 0, 0, 0, 0 },
		{ 1, 1, 1, 1, 1, 1 },
		{ addr, addr, 4096, addr, 0, 0 },
		{ 1, addr, 1, addr, addr, 0 },
		{ ~0ul, ~0ul, ~0ul, ~0ul, ~0ul, ~0ul },
		{ 3, addr, 4096, 0, 0, 0 },
		{ 0, 4096, 7, 0x22, ~0ul, 0 },
	};

	for (unsigned long number = 0; number <= LAST_NUMBER; number++) {
		if (skipped(number))
			continue;

		for (auto const &a : args) {
			long const result = host_call(number, a[0], a[1], a[2], a[3], a[4], a[5]);
			report.expect_refused(refused(number, result),
			                      "system call ", number, " returned ", result);
		}
	}

	/* the upper half of the number does not count for the host */
	for (unsigned long const high : { 1ul << 31, 1ul << 32, 1ul << 63, 0xfffffffful << 32 })
		for (unsigned long number = 0; number <= LAST_NUMBER; number++) {
			if (skipped(number))
				continue;

			long const result = host_call(number | high);
			report.expect_refused(refused(number, result),
			                      "system call ", Hex(number | high), " returned ", result);
		}

	for (unsigned long const number : { URETPROBE, UPROBE }) {
		long volatile result = NOT_PERMITTED;
		Outcome const outcome = probe(report.env, [&] { result = host_call(number); });
		report.expect_refused(outcome == Outcome::FAULTED || result < 0,
		                      "system call ", number, " returned ", (long)result);
	}
}


void Attack::host_calls_x32(Report &report)
{
	for (unsigned long number = 0; number <= LAST_NUMBER; number++)
		for (unsigned long const arg : { 0ul, (unsigned long)buffer }) {
			long const result = host_call(number | 0x40000000, arg, arg, arg);
			report.expect_refused(result == NOT_PERMITTED,
			                      "x32 system call ", number, " returned ", result);
		}
}


void Attack::host_calls_32bit(Report &report)
{
	/* faults on a host without 32-bit emulation */
	for (unsigned long number = 0; number <= 500; number++) {

		long volatile result = NOT_PERMITTED;
		Outcome const outcome = probe(report.env, [&] {
			for (; number <= 500 && result == NOT_PERMITTED; number++) {
				result = call_32(number, (unsigned long)buffer);
				report.tries++;
			}
		}, 5000);

		report.expect_refused(outcome == Outcome::FAULTED || result == NOT_PERMITTED,
		                      "32-bit system call ", number, " returned ", (long)result);
	}
}


void Attack::host_calls_compatibility(Report &report)
{
	long volatile outcome_of[3] { NOT_PERMITTED, NOT_PERMITTED, NOT_PERMITTED };

	Outcome const outcome[] {
		probe(report.env, [&] { unsigned long result = 0; COMPATIBILITY_CODE("int $0x80"); outcome_of[0] = (int)result; }),
		probe(report.env, [&] { unsigned long result = 0; COMPATIBILITY_CODE("syscall");   outcome_of[1] = (int)result; }),
		probe(report.env, [&] { unsigned long result = 0; COMPATIBILITY_CODE("movl %%esp, %%ebp\nsysenter"); outcome_of[2] = (int)result; }),
	};

	for (unsigned i = 0; i < 3; i++)
		report.expect_refused(outcome[i] != Outcome::RETURNED || outcome_of[i] == NOT_PERMITTED,
		                      "32-bit entry ", i, " returned ", (long)outcome_of[i]);
}


void Attack::host_calls_virtual(Report &report)
{
	constexpr unsigned long VSYSCALL_PAGE = 0xffffffffff600000;

	for (unsigned long const offset : { 0x0ul, 0x400ul, 0x800ul }) {

		long volatile result = NOT_PERMITTED;
		Outcome const outcome = probe(report.env, [&] {
			result = ((long (*)(void *, void *))(VSYSCALL_PAGE + offset))(buffer, nullptr); });

		report.expect_refused(outcome == Outcome::FAULTED || result == NOT_PERMITTED,
		                      "vsyscall ", Hex(offset), " returned ", (long)result);
	}
}


/*
 * Variants of those calls that the filter lets through in part
 */
void Attack::host_call_arguments(Report &report)
{
	auto expect_refused = [&] (unsigned long number, unsigned long a0, unsigned long a1 = 0,
	                           unsigned long a2 = 0, unsigned long a3 = 0) {
		long const result = host_call(number, a0, a1, a2, a3);
		report.expect_refused(result == NOT_PERMITTED, "system call ", number, " with ",
		                      Hex(a0), ", ", Hex(a1), " returned ", result); };

	unsigned long const addr = (unsigned long)buffer;

	enum { SET_NAME = 15, SET_GS = 0x1001, SET_FS = 0x1002 };

	for (unsigned long op = 2; op < 1024; op++)
		expect_refused(FUTEX, addr, op, 1, 0);

	for (unsigned long option = 0; option < 100; option++)
		if (option != SET_NAME)
			expect_refused(PRCTL, option, addr, addr, addr);

	/* Yama's exception for tracers, and others with large numbers */
	for (unsigned long const option : { 0x59616d61ul, 0x53564d41ul, 0x6d6e7364ul, 0x41555856ul })
		expect_refused(PRCTL, option, ~0ul, addr, addr);

	for (unsigned long const group : { 0x1000, 0x2000, 0x3000, 0x4000, 0x5000 })
		for (unsigned long code = group; code < group + 64; code++)
			if (code != SET_GS && code != SET_FS)
				expect_refused(ARCH_PRCTL, code, addr);

	for (unsigned long const how : { 0ul, 1ul, 3ul, ~0ul })
		expect_refused(RT_SIGPROCMASK, how, addr, 0, 8);

	expect_refused(RT_SIGPROCMASK, 2, addr, addr, 8);
}
