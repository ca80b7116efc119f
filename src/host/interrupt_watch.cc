/*
 * \brief  Telling threads that refuse an interruption from those that are
 *         late, for Linux
 *
 * See proc_pid_status(5) for the fields of the status, and the documentation
 * of Linux on scheduler statistics for 'schedstat'.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/interrupt_watch.h>

#include <signal.h>

#include <fstream>
#include <limits>
#include <string>

using namespace Host;


namespace {

	/* the stub blocks the signal for a small fraction of that */
	constexpr uint64_t LIMIT_NS = 5'000'000;

	constexpr uint64_t INTERRUPT = 1ull << (SIGURG - 1);
}


std::optional<Interrupt_watch::Sample> Interrupt_watch::_sample() const
{
	std::string const directory = "/proc/" + std::to_string(_pid) + "/task/"
	                            + std::to_string(_thread_id) + "/";

	Sample   sample { };
	uint64_t pending = 0, blocked = 0;

	std::ifstream status(directory + "status"), times(directory + "schedstat");

	if (!(times >> sample.processor_ns))
		return std::nullopt;

	for (std::string key; status >> key; ) {

		if (key == "State:") {
			char state = 0;
			status >> state;
			sample.sleeping = state == 'S';
		}
		if (key == "SigPnd:")                  status >> std::hex >> pending;
		if (key == "SigBlk:")                  status >> std::hex >> blocked;
		if (key == "voluntary_ctxt_switches:") status >> std::dec >> sample.switches;

		status.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
	}

	sample.refused = (pending & blocked & INTERRUPT) != 0;
	return sample;
}


bool Interrupt_watch::refuses()
{
	std::optional<Sample> const now = _sample();

	if (!now || !now->refused) {
		_first.reset();
		return false;
	}
	if (!_first) {
		_first = now;
		return false;
	}
	return now->processor_ns - _first->processor_ns >= LIMIT_NS
	    || (now->sleeping && _first->sleeping && now->switches == _first->switches);
}
