/*
 * \brief  Keeping threads of a component process from running
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/carrier.h>
#include <host/futex.h>
#include <host/process.h>

using namespace Host;
using Abi::Thread_state;
using Block = Thread_state::Block;


/*
 * \return  true if the thread waits for a wakeup and cannot leave anymore
 */
bool Carrier::_hold_in_block()
{
	Block expected = Block::WAITING;

	return std::atomic_ref(_state.block).compare_exchange_strong(expected, Block::HELD)
	    || expected == Block::HELD;
}


void Carrier::let_go()
{
	publish(_control.hold, 0);

	if (_held_in_block) {
		_held_in_block.store(false, std::memory_order_release);
		std::atomic_ref(_state.block).store(Block::WAITING, std::memory_order_release);
	}
}


void Carrier::hold(uint32_t reason)
{
	bool const held = this->held();

	/* the step below keeps what follows from being read before */
	publish(_control.hold, reason);

	_held_in_block.store(_hold_in_block(), std::memory_order_release);

	/* let a thread that is parked already notice the new reason */
	if (held)
		futex_wake(_control.hold);
}


std::optional<Carrier::Stay> Carrier::stay() const
{
	if (!_held_in_block)
		return std::nullopt;

	return Stay { .requests = load(_state.post),
	              .wakeups  = load(_state.wakeups),
	              .waits    = load(_state.blocks) };
}


/*
 * The order matters: a thread that has consumed a wakeup is not within a wait until it
 * has counted the next one.
 */
bool Wait::lasts() const
{
	return load(_state->wakeups) == 0
	    && std::atomic_ref(_state->block).load() == Block::WAITING
	    && load(_state->blocks) == _stay.waits
	    && load(_state->post)   == _stay.requests;
}


std::optional<Carrier::Wait> Carrier::wait() const
{
	auto const stay = this->stay();

	if (!stay || stay->wakeups)
		return { };

	return Wait(_state, *stay);
}


/*
 * A direct call gives its number back, but is no rest itself. If nucleus makes a
 * request a direct call, there is another generation of numbers.
 */
std::optional<Carrier::Rest> Carrier::rest() const
{
	bool const waits = std::atomic_ref(_state.block).load() != Block::NONE;

	/* a thread that has got a wakeup may go on at any time */
	if (waits && !waits_for_wakeup())
		return { };

	/* a wait for a wakeup is no request */
	Rest const rest { .generation = uint32_t(_seen >> 32),
	                  .requests   = load(_state.post),
	                  .completed  = waits ? 0 : load(_control.done),
	                  .wakeups    = load(_state.wakeups),
	                  .waits      = load(_state.blocks) };

	bool const direct = rest.requests & ~Thread_state::POST_NUMBER;

	if (direct || (!waits && rest.requests == rest.completed))
		return { };

	return rest;
}


std::optional<uint32_t> Carrier::wakeups_given() const
{
	uint32_t const steps = load(_state.wake_steps);

	return steps % 2 ? std::nullopt : std::optional(steps);
}


void Carrier::expect_hold() const
{
	__builtin_prefetch(&_control.hold, 1);
	__builtin_prefetch(&_state.block,  1);
}


void Carrier::release()
{
	let_go();
	order_accesses();
	rouse();
}


void Carrier::rouse()
{
	/* since it was held the last time, the thread may not have got any further */
	if (load(_state.release_awaited))
		futex_wake(_control.hold);

	/* the changed value keeps a waiter that is about to block from doing so */
	if (_parkers) {
		store(_state.parked, ~load(_state.parked));
		futex_wake(_state.parked);
	}
}


void Carrier::interrupt()
{
	_process.interrupt(_thread_id);
}


/*
 * The thread may be released, or held for another reason, while somebody waits
 */
bool Carrier::wait_until_parked()
{
	struct Parker
	{
		std::atomic<unsigned> &count;

		explicit Parker(std::atomic<unsigned> &count) : count(count) { count++; }
		~Parker() { count--; }
	} const parker(_parkers);

	return _wait_for_thread([&] (uint32_t value) {
		uint32_t const reason = load(_control.hold);
		return reason == 0 || value == reason; });
}
