/*
 * \brief  Child of the calling process
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cerrno>
#include <system_error>

#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <host/child_process.h>
#include <host/system_error.h>

using namespace Host;


namespace {

	/* beside ENOSYS of a kernel, what filters answer */
	bool refused(int error) { return error == ENOSYS || error == EPERM || error == EACCES; }

	int opened_pidfd(int pid) { return int(syscall(SYS_pidfd_open, pid, 0)); }

	int wait_for_end(int pid, int options)
	{
		siginfo_t info { };
		int result;

		do result = waitid(P_PID, id_t(pid), &info, WEXITED | options);
		while (result < 0 && errno == EINTR);

		return result;
	}

	[[noreturn]] void give_up(int pid, int error)
	{
		kill(pid, SIGKILL);
		wait_for_end(pid, 0);
		throw System_error("watch process", "", error);
	}

	/*
	 * Return -1 if the host does not have such descriptors
	 */
	int pidfd_of(int pid)
	{
		int const fd = opened_pidfd(pid);

		if (fd < 0 && !refused(errno))
			give_up(pid, errno);

		return fd;
	}

	int created_event(int pid)
	{
		int const fd = eventfd(0, EFD_CLOEXEC);

		if (fd < 0)
			give_up(pid, errno);

		return fd;
	}
}


bool Child_process::descriptors_supported()
{
	int const fd = opened_pidfd(getpid());
	if (fd < 0)
		return !refused(errno);

	close(fd);
	return true;
}


Child_process::Child_process(int pid)
:
	_pid(pid), _pidfd(pidfd_of(pid)), _announced(_pidfd < 0 ? created_event(pid) : -1)
{
	if (_pidfd >= 0)
		return;

	try { _watcher = std::thread([this] { _announce_end(); }); }
	catch (std::system_error const &e) {
		close(_announced);
		give_up(pid, e.code().value());
	}
}


Child_process::~Child_process()
{
	kill();

	if (_watcher.joinable())
		_watcher.join();

	reap();

	for (int const fd : { _pidfd, _announced })
		if (fd >= 0)
			close(fd);
}


void Child_process::_announce_end()
{
	pthread_setname_np(pthread_self(), "watcher");

	wait_for_end(_pid, WNOWAIT);
	eventfd_write(_announced, 1);
}


void Child_process::reap()
{
	std::lock_guard guard(_mutex);

	if (!_reaped)
		wait_for_end(_pid, 0);

	_reaped = true;
}


void Child_process::kill()
{
	std::lock_guard guard(_mutex);

	if (!_reaped)
		::kill(_pid, SIGKILL);
}
