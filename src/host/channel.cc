/*
 * \brief  Channel of direct calls, as nucleus sees it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>

#include <sys/syscall.h>
#include <unistd.h>

#include <host/channel.h>
#include <host/futex.h>

using namespace Host;
using Abi::Channel_page;


Channel::Channel(Arena &arena)
:
	_memory(arena.allocate(Kernel::Abi::PAGE_SIZE)),
	_page(*reinterpret_cast<Channel_page *>(_memory.data()))
{
	store(_page.state, Channel_page::CLOSED);
}


void Channel::open() { store(_page.state, Channel_page::IDLE); }


Channel::State Channel::state() const
{
	return State(load(_page.state) & Channel_page::STATE_MASK);
}


bool Channel::serve(uint32_t call)
{
	uint32_t   state   = load(_page.state);
	auto const current = state & ~Abi::Thread_state::CALL_NUMBER;

	return (current == Channel_page::IDLE || current == Channel_page::REPLY)
	    && std::atomic_ref(_page.state).compare_exchange_strong(state, call | Channel_page::SERVING);
}


Channel::Snapshot Channel::close()
{
	uint32_t const previous = std::atomic_ref(_page.state).fetch_or(Channel_page::CLOSED);

	futex_wake(_page.state);
	return { .state = State(previous & Channel_page::STATE_MASK),
	         .call  = previous & Abi::Thread_state::CALL_NUMBER };
}


void Channel::_copy(Channel_page::Message const &from, Kernel::Message &to)
{
	uint32_t const size = std::min(load(const_cast<uint32_t &>(from.size)), Channel_page::MAX_DATA);

	to.size     = size;
	to.num_caps = 0;
	to.code     = from.code;

	memcpy(to.data, from.data, size);
}


bool Channel::supported()
{
	/* without an array to wait for, the call fails in either case */
	static bool const result = syscall(SYS_futex_waitv, nullptr, 0, 0, nullptr, 0) < 0
	                        && errno == EINVAL;
	return result;
}
