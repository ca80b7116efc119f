/*
 * \brief  Process that does not outlive the one that started it, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/host/child_process.h>

#include <cerrno>
#include <csignal>

#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Bench;


namespace {

	/*
	 * No exception must get at the handlers that were copied from the parent
	 */
	[[noreturn]] void execute(pid_t parent, std::function<int ()> const &entry) noexcept
	{
		/* the parent may be gone before its death is asked for */
		if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != parent)
			::_exit(1);

		::_exit(entry());
	}

	int forked(std::function<int ()> const &entry)
	{
		pid_t const parent = ::getpid();
		pid_t const pid    = ::fork();

		if (pid < 0)
			throw Host::System_error("start", "process", errno);
		if (pid == 0)
			execute(parent, entry);

		return pid;
	}

	int opened(int pid)
	{
		int const descriptor = int(::syscall(SYS_pidfd_open, pid, 0));
		if (descriptor < 0)
			throw Host::System_error("observe", "process " + std::to_string(pid), errno);

		return descriptor;
	}
}


Child_process::Child_process(std::function<int ()> const &entry)
:
	_pid(forked(entry)), _handle(Host::File::adopted(opened(_pid), "process"))
{ }


Child_process::~Child_process()
{
	/* not reaped yet, so the number still stands for the process */
	::kill(_pid, SIGKILL);

	while (::waitpid(_pid, nullptr, 0) < 0 && errno == EINTR);
}


void Child_process::terminate() { ::kill(_pid, SIGTERM); }


bool Child_process::wait_for_end(std::chrono::milliseconds timeout) const
{
	pollfd descriptor { _handle.descriptor(), POLLIN, 0 };

	return ::poll(&descriptor, 1, int(timeout.count())) > 0;
}
