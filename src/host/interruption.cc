/*
 * \brief  Requests to end that a program heeds at its own pace, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/interruption.h>

#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>

#include <host/socket.h>

using namespace Host;


namespace {

	constexpr std::array SIGNALS { SIGINT, SIGTERM, SIGHUP };

	constexpr long NS_PER_S = 1'000'000'000;

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

	/**
	 * Return set of signals that were blocked before
	 */
	sigset_t block_signals()
	{
		sigset_t blocked, before;

		sigemptyset(&blocked);
		for (int const signal : SIGNALS)
			sigaddset(&blocked, signal);

		pthread_sigmask(SIG_BLOCK, &blocked, &before);
		return before;
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


/*
 * A request that comes before the wait must end it, so signals are let in
 * during the wait only
 */
bool Interruption::wait_until(std::chrono::steady_clock::time_point end)
{
	sigset_t const before = block_signals();

	while (!requests) {

		using namespace std::chrono;

		auto const rest = duration_cast<nanoseconds>(end - steady_clock::now()).count();
		if (rest <= 0)
			break;

		timespec const time { .tv_sec = rest/NS_PER_S, .tv_nsec = rest % NS_PER_S };
		::ppoll(nullptr, 0, &time, &before);
	}
	pthread_sigmask(SIG_SETMASK, &before, nullptr);

	return requests;
}


void Interruption::wait_for_input(std::chrono::milliseconds duration)
{
	sigset_t const before = block_signals();

	if (!requests) {
		pollfd         input { .fd = STDIN_FILENO, .events = POLLIN, .revents = 0 };
		long     const ns   = long(std::chrono::nanoseconds(duration).count());
		timespec const time { .tv_sec = ns/NS_PER_S, .tv_nsec = ns % NS_PER_S };

		::ppoll(&input, 1, &time, &before);
	}
	pthread_sigmask(SIG_SETMASK, &before, nullptr);
}


Undisturbed_threads::Undisturbed_threads()
{
	sigset_t const before = block_signals();

	for (unsigned i = 0; i < SIGNALS.size(); i++)
		if (!sigismember(&before, SIGNALS[i]))
			_blocked |= 1u << i;
}


Undisturbed_threads::~Undisturbed_threads()
{
	sigset_t unblocked;

	sigemptyset(&unblocked);
	for (unsigned i = 0; i < SIGNALS.size(); i++)
		if (_blocked & 1u << i)
			sigaddset(&unblocked, SIGNALS[i]);

	pthread_sigmask(SIG_UNBLOCK, &unblocked, nullptr);
}


Hang_up::Hang_up(Socket const &socket)
{
	socket_to_end = socket._file.descriptor();

	if (requests)
		end_socket();
}


Hang_up::~Hang_up() { socket_to_end = -1; }
