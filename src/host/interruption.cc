/*
 * \brief  Requests to end that a program heeds at its own pace, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/interruption.h>

#include <signal.h>

#include <array>
#include <atomic>

using namespace Host;


namespace {

	constexpr std::array SIGNALS { SIGINT, SIGTERM, SIGHUP };

	std::atomic<bool> requests { false };
	unsigned          depth = 0;

	std::array<struct sigaction, SIGNALS.size()> previous { };

	void note_request(int) { requests = true; }
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
