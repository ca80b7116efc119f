/*
 * \brief  Start of a component process
 *
 * The program runs without any library. It maps the pages shared with
 * nucleus, installs the signal handlers, and turns into the agent. Nothing
 * of the environment it was started with remains.
 *
 * Arguments: process ID of nucleus, offsets of system page and agent page
 * within the arena, all decimal.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <linux/mman.h>
#include <linux/prctl.h>
#include <linux/signal.h>
#include <linux/auxvec.h>
#include <linux/fcntl.h>
#include <linux/resource.h>
#include <linux/userfaultfd.h>
#include <asm/unistd.h>

#include <host/abi.h>
#include <host/stub/system_call.h>

using namespace Host;

/* hidden, because there is no table of addresses that could be relocated */
#pragma GCC visibility push(hidden)

extern "C" {
	[[noreturn]] void become_agent(uint64_t vdso);
	void signal_return();
	void on_signal(int, siginfo_t *, void *);
}

#pragma GCC visibility pop


namespace {

	/** layout of the argument of 'rt_sigaction' */
	struct Signal_action
	{
		void   (*handler)(int, siginfo_t *, void *);
		uint64_t flags;
		void   (*restorer)();
		uint64_t mask;
	};

	constexpr uint64_t signal_bit(int signal) { return 1ull << (signal - 1); }

	uint64_t number(char const *text)
	{
		uint64_t value = 0;
		for (; *text >= '0' && *text <= '9'; text++)
			value = value*10 + uint64_t(*text - '0');
		return value;
	}

	[[noreturn]] void fail(int code)
	{
		system_call(__NR_exit_group, uint64_t(code));
		__builtin_trap();
	}

	void check(int64_t result, int code)
	{
		if (result < 0 && result >= -4095)
			fail(code);
	}

	void map_shared_page(uint64_t addr, uint64_t size, uint64_t offset)
	{
		check(system_call(__NR_mmap, addr, size, PROT_READ,
		                  MAP_SHARED | MAP_FIXED, Abi::ARENA_FD, offset), 120);
	}

	/*
	 * The parking signal may interrupt the handler of a fault, whose thread
	 * would otherwise be out of nucleus' reach until the fault is resolved.
	 */
	void install_handlers()
	{
		int const faults[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP };

		Signal_action action { on_signal,
		                       SA_SIGINFO | SA_ONSTACK | SA_RESTORER | SA_RESTART,
		                       signal_return,
		                       ~signal_bit(SIGURG) };

		for (int const fault : faults)
			check(system_call(__NR_rt_sigaction, uint64_t(fault), uint64_t(&action),
			                  0, sizeof(action.mask)), 121);

		action.mask = ~0ull;
		check(system_call(__NR_rt_sigaction, SIGURG, uint64_t(&action),
		                  0, sizeof(action.mask)), 121);

		check(system_call(__NR_rt_sigprocmask, SIG_SETMASK, uint64_t(&action.mask),
		                  0, sizeof(action.mask)), 121);
	}

	/*
	 * Nucleus takes the descriptor from here. Without it, it gets along by
	 * comparing memory, so a failure does no harm.
	 */
	void create_userfaultfd()
	{
		static_assert(Abi::USERFAULT_FD == 0, "the lowest descriptor is free");

		system_call(__NR_userfaultfd, O_CLOEXEC | O_NONBLOCK | UFFD_USER_MODE_ONLY);
	}

	/*
	 * The process must not outlive nucleus. If nucleus died before the order
	 * took effect, the process has another parent by now.
	 */
	void bind_life_to(uint64_t parent)
	{
		check(system_call(__NR_prctl, PR_SET_PDEATHSIG, SIGKILL), 122);

		if (uint64_t(system_call(__NR_getppid)) != parent)
			fail(123);
	}
}


extern "C" [[noreturn]] void setup(uint64_t const *stack)
{
	uint64_t const  argc = stack[0];
	uint64_t const *argv = stack + 1;

	if (argc != 4)
		fail(124);

	uint64_t const *end_of_env = argv + argc + 1;
	while (*end_of_env)
		end_of_env++;

	uint64_t vdso = 0;
	for (uint64_t const *aux = end_of_env + 1; aux[0] != AT_NULL; aux += 2)
		if (aux[0] == AT_SYSINFO_EHDR)
			vdso = aux[1];

	bind_life_to(number((char const *)argv[1]));

	/*
	 * Keep signals that the terminal sends to nucleus' group away. The session
	 * stays the same, because hosts may divide CPU time among sessions first,
	 * in spite of all priorities.
	 */
	system_call(__NR_setpgid, 0, 0);

	map_shared_page(Abi::SYSTEM_PAGE, Abi::SYSTEM_PAGE_SIZE, number((char const *)argv[2]));
	map_shared_page(Abi::AGENT_PAGE,  Abi::PAGE_SIZE,        number((char const *)argv[3]));

	install_handlers();
	create_userfaultfd();

	rlimit const no_core_file { 0, 0 };
	check(system_call(__NR_setrlimit, RLIMIT_CORE, uint64_t(&no_core_file)), 126);

	check(system_call(__NR_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 127);

	become_agent(vdso);
}


asm (
	".globl _start\n"
	"_start:\n"
	"	xorl %ebp, %ebp\n"
	"	movq %rsp, %rdi\n"
	"	andq $-16, %rsp\n"
	"	call setup\n"
);
