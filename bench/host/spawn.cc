/*
 * \brief  Start of an ordinary program, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/host/spawn.h>

#include <cerrno>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <host/system_error.h>


void Bench::spawn_and_wait(std::filesystem::path const &path)
{
	std::string name = path.string();
	char * const arguments[] { name.data(), nullptr };

	pid_t     pid   = -1;
	int const error = ::posix_spawn(&pid, name.c_str(), nullptr, nullptr, arguments, environ);
	if (error)
		throw Host::System_error("start", path, error);

	int status = 0;
	while (::waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			throw Host::System_error("wait for", path, errno);

	if (status != 0)
		throw Host::System_error("execute", path, ECHILD);
}
