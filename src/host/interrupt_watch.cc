/*
 * \brief  Telling threads that refuse an interruption from those that are
 *         late, for Linux
 *
 * See proc_pid_status(5) for the fields of the status, and the documentation
 * of Linux on scheduler statistics for 'schedstat'.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/interrupt_watch.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

using namespace Host;


namespace {

	/* the stub blocks the signal for a small fraction of that */
	constexpr uint64_t LIMIT_NS = 5'000'000;

	constexpr uint64_t INTERRUPT = 1ull << (SIGURG - 1);

	/**
	 * What the host tells about a thread, without memory from the heap, because
	 * threads are waited for in the pauses of checkpoints
	 */
	class Report
	{
		private:

			std::array<char, 4096> _text { };

		public:

			/* empty if there is no such thread */
			Report(int pid, int thread_id, char const *kind)
			{
				std::array<char, 64> path { };
				(void)snprintf(path.data(), path.size(), "/proc/%d/task/%d/%s", pid, thread_id, kind);

				int const fd = open(path.data(), O_RDONLY | O_CLOEXEC);
				if (fd < 0)
					return;

				ssize_t const size = read(fd, _text.data(), _text.size() - 1);
				_text[size > 0 ? size_t(size) : 0] = 0;
				close(fd);
			}

			bool empty() const { return !_text[0]; }

			char const *text() const { return _text.data(); }

			/* what follows the name of a field and white space, empty if there is none */
			char const *field(char const *name) const
			{
				char const * const at = strstr(text(), name);
				if (!at)
					return "";

				char const * const value = at + strlen(name);
				return value + strspn(value, "\t ");
			}
	};
}


std::optional<Interrupt_watch::Sample> Interrupt_watch::_sample() const
{
	constexpr int HEXADECIMAL = 16, DECIMAL = 10;

	Report const status(_pid, _thread_id, "status"), times(_pid, _thread_id, "schedstat");

	if (times.empty())
		return std::nullopt;

	auto number = [&] (char const *field, int base) {
		return strtoull(status.field(field), nullptr, base); };

	/* a name of the thread that looks like a field cannot contain the end of a line */
	uint64_t const pending = number("\nSigPnd:", HEXADECIMAL);
	uint64_t const blocked = number("\nSigBlk:", HEXADECIMAL);

	return Sample { .refused      = (pending & blocked & INTERRUPT) != 0,
	                .sleeping     = *status.field("\nState:") == 'S',
	                .switches     = number("\nvoluntary_ctxt_switches:", DECIMAL),
	                .processor_ns = strtoull(times.text(), nullptr, DECIMAL) };
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
