/*
 * \brief  Remote execution of system calls in a component process
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <host/agent.h>
#include <host/futex.h>
#include <host/spin.h>
#include <host/system_error.h>

using namespace Host;


namespace {

	/* added to the event counter to tell that the process is gone */
	constexpr uint64_t GONE = 1ull << 32;

	/*
	 * The descriptors get their final numbers in the new process. Numbers out
	 * of that range avoid clashes.
	 */
	File moved_away(int fd, char const *name)
	{
		if (fd < 0)
			throw System_error("create descriptors of a process", "", errno);

		File const original = File::adopted(fd, name);

		int const moved = fcntl(fd, F_DUPFD_CLOEXEC, 16);
		if (moved >= 0)
			return File::adopted(moved, name);

		/* the limit of descriptors may be below the range */
		throw System_error("create descriptors of a process", "", errno == EINVAL ? EMFILE : errno);
	}
}


Agent::Agent(Arena &arena)
:
	_memory(arena.allocate(sizeof(Abi::Agent_page))),
	_arena_file(moved_away(arena.open_again(), "arena")),
	_events(moved_away(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "events"))
{ }


void Agent::process_gone()
{
	_gone = true;

	if (write(_events.descriptor(), &GONE, sizeof(GONE)) != sizeof(GONE))
		throw System_error("signal the end of a process", "", errno);
}


/*
 * Most commands take less time than it takes to fall asleep and to be woken up
 */
uint64_t Agent::_next_events()
{
	uint64_t events = 0;

	auto const taken = [&] {
		if (read(_events.descriptor(), &events, sizeof(events)) == sizeof(events))
			return true;
		if (errno != EAGAIN && errno != EINTR)
			throw System_error("wait for the agent of a process", "", errno);
		return false;
	};

	while (!spin_until(taken)) {
		pollfd event { .fd = _events.descriptor(), .events = POLLIN, .revents = 0 };
		(void)poll(&event, 1, -1);
	}
	return events;
}


Agent::Result Agent::execute(std::span<Command const> commands)
{
	if (_gone)
		return { Outcome::PROCESS_GONE, 0, 0 };

	std::ranges::copy(commands, _page.command);
	_page.count = uint32_t(commands.size());

	store(_page.sequence, _page.sequence + 1);
	futex_wake(_page.sequence);

	if (_next_events() >= GONE)
		return { Outcome::PROCESS_GONE, 0, 0 };

	uint64_t const report   = uint64_t(lseek(_arena_file.descriptor(), 0, SEEK_CUR));
	unsigned const executed = unsigned(report >> Abi::AGENT_RESULT_SHIFT);

	return { executed == commands.size() ? Outcome::OK : Outcome::FAILED,
	         executed, int32_t(report) };
}
