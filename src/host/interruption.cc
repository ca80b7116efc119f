/*
 * \brief  Requests to end that a program heeds at its own pace, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/interruption.h>

#include <signal.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <cerrno>

#include <host/socket.h>

using namespace Host;


namespace {

	constexpr std::array SIGNALS { SIGINT, SIGTERM, SIGHUP };

	std::atomic<bool> requests { false };
	unsigned          depth = 0;

	std::array<struct sigaction, SIGNALS.size()> previous { };

	/* descriptor of the socket to be shut down, or -1 */
	std::atomic<int> socket_to_end { -1 };

	void end_socket()
	{
		if (int const descriptor = socket_to_end; descriptor >= 0)
			::shutdown(descriptor, SHUT_WR);
	}

	/*
	 * Does nothing that a signal handler must not do
	 */
	void note_request(int)
	{
		int const error = errno;

		requests = true;
		end_socket();

		errno = error;
	}
}


Interruption::Interruption() : _outermost(depth++ == 0)
{
	if (!_outermost)
		return;

	struct sigaction action { };
	action.sa_handler = note_request;
	action.sa_flags   = int(SA_RESETHAND) | SA_RESTART;

	for (size_t i = 0; i < SIGNALS.size(); i++) {

		::sigaction(SIGNALS[i], nullptr, &previous[i]);

		/* what is ignored, as under 'nohup', stays ignored */
		if (previous[i].sa_handler != SIG_IGN)
			::sigaction(SIGNALS[i], &action, nullptr);
	}
}


Interruption::~Interruption()
{
	depth--;

	if (_outermost)
		for (size_t i = 0; i < SIGNALS.size(); i++)
			::sigaction(SIGNALS[i], &previous[i], nullptr);
}


bool Interruption::requested() { return requests; }


Hang_up::Hang_up(Socket const &socket)
{
	socket_to_end = socket._file.descriptor();

	if (requests)
		end_socket();
}


Hang_up::~Hang_up() { socket_to_end = -1; }
