/*
 * \brief  Requests of the host to end the program
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <utility>

#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <host/termination.h>

using namespace Host;


namespace {

	/* sent by the destructor to its own thread */
	constexpr int STOP_SIGNAL = SIGUSR1;

	sigset_t handled_signals()
	{
		sigset_t set;
		sigemptyset(&set);
		for (int const signal : { SIGINT, SIGTERM, SIGHUP, STOP_SIGNAL })
			sigaddset(&set, signal);
		return set;
	}
}


Termination::Termination()
{
	sigset_t const set = handled_signals();
	pthread_sigmask(SIG_BLOCK, &set, nullptr);

	signal(SIGPIPE, SIG_IGN);
}


bool Termination::end_with_parent(int parent)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM);

	/* a parent that ended before is not noticed otherwise */
	return getppid() == parent;
}


void Termination::Handling::_wait_for_signals() const
{
	sigset_t const set = handled_signals();

	for (;;) {
		int signal = 0;
		if (sigwait(&set, &signal) != 0)
			continue;

		if (signal != STOP_SIGNAL)
			_handler();

		/* others may send this signal as well */
		else if (_ended)
			return;
	}
}


Termination::Handling::Handling(Termination const &, std::function<void ()> handler)
:
	_handler(std::move(handler)), _thread([this] { _wait_for_signals(); })
{ }


Termination::Handling::~Handling()
{
	_ended = true;
	pthread_kill(_thread.native_handle(), STOP_SIGNAL);
	_thread.join();
}
