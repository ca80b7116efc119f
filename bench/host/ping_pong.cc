/*
 * \brief  Two processes that wake up each other, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/host/ping_pong.h>

#include <cerrno>
#include <new>

#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <bench/host/duration.h>

using namespace Bench;

static_assert(sizeof(std::atomic<uint32_t>) == sizeof(uint32_t));


namespace {

	constexpr size_t SHARED_SIZE = 4096;

	void futex(std::atomic<uint32_t> &word, int operation, uint32_t value)
	{
		::syscall(SYS_futex, &word, operation, value, nullptr, nullptr, 0);
	}
}


Ping_pong::Shared::Shared()
:
	_base(::mmap(nullptr, SHARED_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))
{
	if (_base == MAP_FAILED)
		throw Host::System_error("allocate", "shared memory", errno);

	new (_base) std::atomic<uint32_t>(OURS);
}


Ping_pong::Shared::~Shared() { ::munmap(_base, SHARED_SIZE); }


void Ping_pong::_pass(std::atomic<uint32_t> &turn, Turn to)
{
	/* who says that it is over has the last word */
	for (uint32_t current = turn.load(); current != OVER; )
		if (turn.compare_exchange_weak(current, to))
			break;

	futex(turn, FUTEX_WAKE, 1);
}


Ping_pong::Turn Ping_pong::_wait_while(std::atomic<uint32_t> &turn, Turn current)
{
	uint32_t value = turn.load();
	for (; value == current; value = turn.load())
		futex(turn, FUTEX_WAIT, current);

	return Turn(value);
}


int Ping_pong::_answer(unsigned cpu)
{
	if (!restrict_to({ cpu }))
		return 1;

	while (_wait_while(_shared.turn(), OURS) != OVER)
		_pass(_shared.turn(), OURS);

	return 0;
}


void Ping_pong::_watch()
{
	while (!_partner.wait_for_end(std::chrono::minutes(1)));

	_pass(_shared.turn(), OVER);
}


Ping_pong::Ping_pong(unsigned cpu, unsigned partner_cpu)
:
	_pinned(cpu), _partner([&] { return _answer(partner_cpu); }), _watcher([&] { _watch(); })
{ }


Ping_pong::~Ping_pong()
{
	_pass(_shared.turn(), OVER);
	_watcher.join();
}


double Ping_pong::round_trip_us(unsigned trips)
{
	return us_of([&] {
		for (unsigned i = 0; i < trips; i++) {
			_pass(_shared.turn(), THEIRS);
			if (_wait_while(_shared.turn(), THEIRS) == OVER)
				throw Host::System_error("play with", "process of the ping-pong", ECHILD);
		}
	})/trips;
}
