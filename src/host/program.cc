/*
 * \brief  Program started as child, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/program.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sstream>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Host;


namespace {

	class Spawn_actions
	{
		private:

			posix_spawn_file_actions_t _actions;

		public:

			Spawn_actions(std::vector<File const *> const &inherited, Program::Output output)
			{
				::posix_spawn_file_actions_init(&_actions);

				if (output == Program::Output::ERROR_STREAM)
					::posix_spawn_file_actions_adddup2(&_actions, STDERR_FILENO, STDOUT_FILENO);

				/* duplicating a descriptor to itself lets it survive exec */
				for (File const * const file : inherited)
					::posix_spawn_file_actions_adddup2(&_actions, file->descriptor(),
					                                   file->descriptor());
			}

			~Spawn_actions() { ::posix_spawn_file_actions_destroy(&_actions); }

			posix_spawn_file_actions_t const *get() const { return &_actions; }
	};

	class Spawn_attributes
	{
		private:

			posix_spawnattr_t _attributes;

		public:

			Spawn_attributes()
			{
				::posix_spawnattr_init(&_attributes);

				sigset_t none, reset;
				::sigemptyset(&none);
				::sigemptyset(&reset);
				for (int const signal : { SIGINT, SIGTERM, SIGHUP, SIGPIPE })
					::sigaddset(&reset, signal);

				::posix_spawnattr_setsigmask(&_attributes, &none);
				::posix_spawnattr_setsigdefault(&_attributes, &reset);
				::posix_spawnattr_setflags(&_attributes,
				                           POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
			}

			~Spawn_attributes() { ::posix_spawnattr_destroy(&_attributes); }

			posix_spawnattr_t const *get() const { return &_attributes; }
	};

	int spawned(std::filesystem::path const &path, std::vector<std::string> arguments,
	            std::vector<File const *> const &inherited, Program::Output output)
	{
		arguments.insert(arguments.begin(), path.string());

		std::vector<char *> pointers;
		for (std::string &argument : arguments)
			pointers.push_back(argument.data());
		pointers.push_back(nullptr);

		Spawn_actions    const actions(inherited, output);
		Spawn_attributes const attributes;

		pid_t     pid   = -1;
		int const error = ::posix_spawn(&pid, path.c_str(), actions.get(), attributes.get(),
		                                pointers.data(), environ);
		if (error)
			throw System_error("start", path, error);

		return pid;
	}
}


Program::Program(std::filesystem::path const &path, std::vector<std::string> const &arguments,
                 std::vector<File const *> const &inherited, Output output)
:
	_pid(spawned(path, arguments, inherited, output))
{ }


Program::~Program()
{
	if (_ended)
		return;

	try {
		terminate();
		wait();
	} catch (System_error const &) { }
}


int Program::process_id() const { return _pid; }


void Program::terminate()
{
	std::lock_guard const guard(_mutex);

	/* the number stands for the program only as long as it is not reaped */
	if (!_ended)
		::kill(_pid, SIGTERM);
}


Program::Status Program::wait()
{
	siginfo_t info { };

	while (::waitid(P_PID, id_t(_pid), &info, WEXITED | WNOWAIT) < 0)
		if (errno != EINTR)
			throw System_error("wait for", "program", errno);

	std::lock_guard const guard(_mutex);
	_ended = true;

	::waitid(P_PID, id_t(_pid), &info, WEXITED);

	return info.si_code == CLD_EXITED ? Status { info.si_status, 0 }
	                                  : Status { 0, info.si_status };
}


std::string Program::signal_name(int signal)
{
	char const * const name = ::sigabbrev_np(signal);

	return name ? "SIG" + std::string(name) : "signal " + std::to_string(signal);
}


int Host::own_process_id() { return getpid(); }


std::optional<std::filesystem::path> Host::find_program(std::string const &name)
{
	char const * const variable = ::getenv("PATH");

	std::istringstream directories(variable ? variable : "");

	for (std::string directory; std::getline(directories, directory, ':'); ) {

		auto const path = std::filesystem::path(directory) / name;
		if (::access(path.c_str(), X_OK) == 0 && std::filesystem::is_regular_file(path))
			return path;
	}
	return std::nullopt;
}
