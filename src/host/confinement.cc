/*
 * \brief  System-call filters of component processes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cerrno>
#include <memory>
#include <vector>

#include <linux/futex.h>
#include <linux/seccomp.h>
#include <asm/prctl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <host/confinement.h>
#include <host/system_error.h>

using namespace Host;


namespace {

	class Filter
	{
		private:

			struct Release
			{
				void operator () (void *context) const { seccomp_release(context); }
			};

			std::unique_ptr<void, Release> _context { seccomp_init(SCMP_ACT_ERRNO(ENOSYS)) };

			static void _check(int result)
			{
				if (result < 0)
					throw System_error("build system-call filter", "", -result);
			}

		public:

			Filter()
			{
				if (!_context)
					throw System_error("create system-call filter", "", ENOMEM);

				_check(seccomp_attr_set(_context.get(), SCMP_FLTATR_ACT_BADARCH,
				                        SCMP_ACT_ERRNO(ENOSYS)));
			}

			void allow(int number, std::vector<scmp_arg_cmp> const &args = { })
			{
				_check(seccomp_rule_add_array(_context.get(), SCMP_ACT_ALLOW, number,
				                              unsigned(args.size()), args.data()));
			}

			/**
			 * Let the filter compare the number of a frequent call first
			 */
			void decide_early(int number)
			{
				_check(seccomp_syscall_priority(_context.get(), number, 255));
			}

			/**
			 * Return instructions, 8 bytes each
			 */
			std::vector<uint64_t> program() const
			{
				int const fd = memfd_create("filter", MFD_CLOEXEC);
				if (fd < 0)
					throw System_error("create file for system-call filter", "", errno);

				std::unique_ptr<int const, void (*)(int const *)>
					closer(&fd, [] (int const *fd) { close(*fd); });

				_check(seccomp_export_bpf(_context.get(), fd));

				std::vector<uint64_t> program(size_t(lseek(fd, 0, SEEK_END))/sizeof(uint64_t));

				ssize_t const size = ssize_t(program.size()*sizeof(uint64_t));
				if (pread(fd, program.data(), size_t(size), 0) != size)
					throw System_error("read system-call filter", "", EIO);

				return program;
			}
	};

	scmp_arg_cmp equal(unsigned arg, uint64_t value)
	{
		return { .arg = arg, .op = SCMP_CMP_EQ, .datum_a = value, .datum_b = 0 };
	}

	scmp_arg_cmp equal_32(unsigned arg, uint32_t value)
	{
		return { .arg = arg, .op = SCMP_CMP_MASKED_EQ, .datum_a = ~0u, .datum_b = value };
	}

	void allow_thread_calls(Filter &filter)
	{
		filter.allow(SCMP_SYS(futex), { equal_32(1, FUTEX_WAIT) });
		filter.allow(SCMP_SYS(futex), { equal_32(1, FUTEX_WAKE) });
		filter.decide_early(SCMP_SYS(futex));
		filter.allow(SYS_futex_waitv);

		filter.allow(SCMP_SYS(rt_sigreturn));
		filter.allow(SCMP_SYS(restart_syscall));
		filter.allow(SCMP_SYS(rt_sigprocmask), { equal_32(0, SIG_SETMASK), equal(2, 0) });
		filter.allow(SCMP_SYS(prctl), { equal_32(0, PR_SET_NAME) });
		filter.allow(SCMP_SYS(arch_prctl), { equal_32(0, ARCH_SET_FS) });
		filter.allow(SCMP_SYS(arch_prctl), { equal_32(0, ARCH_SET_GS) });
	}

	void allow_agent_calls(Filter &filter)
	{
		allow_thread_calls(filter);

		filter.allow(SCMP_SYS(mmap), { equal_32(4, Abi::ARENA_FD) });
		filter.allow(SCMP_SYS(munmap));
		filter.allow(SCMP_SYS(mprotect), { equal_32(2, PROT_READ) });
		filter.allow(SCMP_SYS(mprotect), { equal_32(2, PROT_READ | PROT_WRITE) });
		filter.allow(SCMP_SYS(clone));
		filter.allow(SCMP_SYS(write), { equal_32(0, Abi::EVENT_FD) });
		filter.allow(SCMP_SYS(lseek), { equal_32(0, Abi::ARENA_FD) });

		/* setup of a thread, before it gets its own filter */
		filter.allow(SCMP_SYS(close_range));
		filter.allow(SCMP_SYS(sigaltstack));
		filter.allow(SCMP_SYS(seccomp), { equal_32(0, SECCOMP_SET_MODE_FILTER) });
		filter.allow(SCMP_SYS(exit_group));
	}

	struct Program_buffer
	{
		Abi::System_page &page;

		size_t used = 0;

		Abi::Filter_program append(std::vector<uint64_t> const &program)
		{
			size_t const capacity = sizeof(page.instructions)/sizeof(page.instructions[0]);

			if (program.size() > capacity - used)
				throw System_error("store system-call filter", "", ENOSPC);

			uint64_t const addr = Abi::SYSTEM_PAGE + offsetof(Abi::System_page, instructions)
			                    + used*sizeof(uint64_t);

			for (uint64_t const instruction : program)
				page.instructions[used++] = instruction;

			return { .length = uint16_t(program.size()), .pad = { }, .instructions = addr };
		}
	};
}


/*
 * Without filters, the processes of components would not start either, but
 * nobody would be told why
 */
static bool filters_exist(Confinement confinement)
{
	uint32_t const action = SECCOMP_RET_ERRNO;

	if (syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0)
		return true;

	if (confinement == Confinement::REQUIRED)
		throw System_error("confine components by system-call filters (seccomp), so none can be started",
		                   "", errno);
	return false;
}


bool Host::write_filters(Abi::System_page &page, Confinement confinement)
{
	if (!filters_exist(confinement)) {
		page.thread_filter = page.agent_filter = { };
		return false;
	}

	Program_buffer buffer { page };

	Filter thread_filter, agent_filter;

	allow_thread_calls(thread_filter);
	allow_agent_calls(agent_filter);

	page.thread_filter = buffer.append(thread_filter.program());
	page.agent_filter  = buffer.append(agent_filter.program());
	return true;
}
