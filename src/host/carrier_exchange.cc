/*
 * \brief  Exchange of the state of a thread that waits
 *
 * A thread that waits for nucleus, or is held while it waits for a wakeup
 * within its process, has its registers in its UTCB and looks at nothing but
 * the words that let it go on. So it need not take part when its state is
 * replaced by one in which it waits for the same.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstring>

#include <host/carrier.h>
#include <host/futex.h>

using namespace Host;
using Abi::Thread_state;
using Block = Thread_state::Block;


bool Carrier::exchangeable(std::span<uint8_t const> utcb) const
{
	constexpr size_t OFFSET = offsetof(Kernel::Utcb, host_area);

	if (utcb.size() < OFFSET + sizeof(Thread_state))
		return false;

	Thread_state other;
	memcpy(&other, utcb.data() + OFFSET, sizeof(other));

	bool const both_within_block = _held_in_block && other.block == Block::HELD;

	bool const both_within_operation =
		!_held_in_block && load(_state.resting) && !fault_posted() && other.block == Block::NONE;

	/* while the thread waits, the bases of segments stay in the processor */
	return (both_within_block || both_within_operation)
	    && !(load(_state.post) & ~Thread_state::POST_NUMBER)
	    && other.saved.fs == _state.saved.fs
	    && other.saved.gs == _state.saved.gs;
}


void Carrier::begin_exchange()
{
	_set_handler(nullptr);
	_exchanging = true;
}


/*
 * The number of the request stays the same. The thread may look at any time
 * whether the request is complete, and finds itself held then.
 */
uint32_t Carrier::_finish_exchange(State const &state, uint32_t handled,
                                   std::shared_ptr<Entry_handler> handler)
{
	uint32_t const latest   = posted();
	uint32_t const previous = (latest - 1) & Thread_state::POST_NUMBER;
	uint32_t const accepted = state.post == handled ? latest : previous;

	_exchanging = false;
	_set_handler(std::move(handler));
	_forget_channels();
	_renumber(accepted);

	if (!_held_in_block) {
		store(_state.resting, 1);
		store(_control.done, state.done == state.post ? latest : previous);
	}

	/* wherever the thread waits, it has to look again if it can go on */
	store(_state.release_awaited, 1);
	if (_held_in_block && load(_state.wakeups))
		futex_wake(_state.wakeups);
	if (!_held_in_block && state.done == state.post)
		futex_wake(_control.done);
	if (accepted != latest)
		_rouse_proxy();

	return accepted;
}
