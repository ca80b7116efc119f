/*
 * \brief  Tool of the host that is executed from start to end, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/host/tool.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <bench/host/child_process.h>
#include <host/system_error.h>

using namespace Bench;


namespace {

	std::vector<char *> pointers(Command &command)
	{
		std::vector<char *> result { };
		for (std::string &argument : command)
			result.push_back(argument.data());
		result.push_back(nullptr);
		return result;
	}

	/**
	 * Standard streams of a program to be started
	 */
	class Streams
	{
		private:

			posix_spawn_file_actions_t _actions { };

			Streams(Streams const &) = delete;
			Streams &operator = (Streams const &) = delete;

		public:

			explicit Streams(std::filesystem::path const &output)
			{
				::posix_spawn_file_actions_init(&_actions);
				::posix_spawn_file_actions_addopen(&_actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
				::posix_spawn_file_actions_addopen(&_actions, STDOUT_FILENO, output.c_str(),
				                                   O_WRONLY | O_CREAT | O_TRUNC, 0600);
				::posix_spawn_file_actions_adddup2(&_actions, STDOUT_FILENO, STDERR_FILENO);
			}

			~Streams() { ::posix_spawn_file_actions_destroy(&_actions); }

			posix_spawn_file_actions_t const *actions() const { return &_actions; }
	};

	std::string content(std::filesystem::path const &path)
	{
		std::ifstream file(path);
		return { std::istreambuf_iterator<char>(file), { } };
	}
}


std::optional<std::filesystem::path> Bench::installed(std::string const &name)
{
	char const * const path = std::getenv("PATH");

	std::istringstream directories(std::string(path ? path : "") + ":/usr/sbin:/sbin");

	for (std::string directory { }; std::getline(directories, directory, ':'); ) {

		auto const candidate = std::filesystem::path(directory)/name;

		if (::access(candidate.c_str(), X_OK) == 0)
			return candidate;
	}
	return { };
}


Tool_result Bench::execute(Command const &command, std::filesystem::path const &output)
{
	Command       arguments = command;
	Streams const streams(output);

	pid_t     pid   = -1;
	int const error = ::posix_spawn(&pid, command[0].c_str(), streams.actions(), nullptr,
	                                pointers(arguments).data(), environ);
	if (error)
		throw Host::System_error("start", command[0], error);

	int status = 0;
	while (::waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			throw Host::System_error("wait for", command[0], errno);

	return { status == 0, content(output) };
}


int Bench::become_daemon(Command const &command)
{
	Command arguments = command;

	int const null = ::open("/dev/null", O_RDWR);

	if (::setsid() >= 0 && null >= 0
	 && ::dup2(null, STDIN_FILENO) >= 0 && ::dup2(null, STDOUT_FILENO) >= 0 && ::dup2(null, STDERR_FILENO) >= 0) {

		/* open files of the driver are no part of what is measured */
		::close_range(STDERR_FILENO + 1, ~0u, 0);
		::execv(arguments[0].data(), pointers(arguments).data());
	}
	return Child_process::NOT_EXECUTABLE;
}
