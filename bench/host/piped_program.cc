/*
 * \brief  Program whose output is read line by line, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/host/piped_program.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iostream>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

using namespace Bench;


namespace {

	constexpr std::chrono::seconds PATIENCE { 10 };

	/* what the driver blocks or ignores is its own business */
	void reset_signals()
	{
		for (int const signal : { SIGINT, SIGTERM, SIGHUP, SIGPIPE })
			::signal(signal, SIG_DFL);

		sigset_t none;
		::sigemptyset(&none);
		::sigprocmask(SIG_SETMASK, &none, nullptr);
	}
}


Piped_program::Pipe::Pipe()
{
	int ends[2] { };
	if (::pipe2(ends, O_CLOEXEC) < 0)
		throw Host::System_error("create", "pipe", errno);

	read_end.emplace (Host::File::adopted(ends[0], "output of a program"));
	write_end.emplace(Host::File::adopted(ends[1], "output of a program"));
}


/*
 * Executed in the new process
 */
int Piped_program::_execute(Arguments const &args, int output)
{
	std::vector<char const *> pointers { args.path.c_str() };
	for (std::string const &argument : args.arguments)
		pointers.push_back(argument.c_str());
	pointers.push_back(nullptr);

	reset_signals();

	if (restrict_to(args.cpus) && ::dup2(output, STDOUT_FILENO) >= 0
	 && ::fcntl(args.inherited.descriptor(), F_SETFD, 0) == 0)
		::execv(pointers[0], const_cast<char * const *>(pointers.data()));

	::perror(pointers[0]);
	return Child_process::NOT_EXECUTABLE;
}


Piped_program::Piped_program(Arguments const &args)
:
	_process([&] { return _execute(args, _output.write_end->descriptor()); })
{
	/* otherwise, the end of the program would not be seen */
	_output.write_end.reset();
}


Piped_program::~Piped_program()
{
	/* a program that waits for its output to be read would not end */
	_output.read_end.reset();

	terminate();

	if (!_process.wait_for_end(PATIENCE))
		std::cerr << "bench: the program does not end, it is killed\n";
}


std::optional<std::string> Piped_program::line(std::chrono::milliseconds timeout)
{
	auto const deadline = std::chrono::steady_clock::now() + timeout;

	for (;;) {
		if (auto const end = _received.find('\n'); end != std::string::npos) {
			std::string const line = _received.substr(0, end);
			_received.erase(0, end + 1);
			return line;
		}

		auto const left = std::chrono::ceil<std::chrono::milliseconds>(
			deadline - std::chrono::steady_clock::now());

		pollfd descriptor { _output.read_end->descriptor(), POLLIN, 0 };
		if (::poll(&descriptor, 1, std::max(0, int(left.count()))) == 0)
			throw Silent();

		char       buffer[4096];
		auto const count = ::read(descriptor.fd, buffer, sizeof(buffer));

		if (count == 0)
			return { };
		if (count > 0)
			_received.append(buffer, size_t(count));
		else if (errno != EINTR)
			throw Host::System_error("read", _output.read_end->path(), errno);
	}
}
