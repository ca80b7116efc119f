/*
 * \brief  Direct calls of a thread, see 'stub/entry.S' for its own part
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <utility>

#include <linux/futex.h>

#include <host/carrier.h>
#include <host/channel_abi.h>
#include <host/futex.h>
#include <host/process.h>

using namespace Host;
using namespace Kernel::Abi;
using Abi::Thread_state;


namespace {

	uint64_t area(unsigned index) { return THREAD_AREAS + index*THREAD_AREA_SIZE; }

	uint64_t called_addr(unsigned index, unsigned place)
	{
		return area(index) + CALLED_CHANNELS_OFFSET + place*PAGE_SIZE;
	}

	uint64_t served_addr(unsigned index, unsigned place)
	{
		return SERVED_CHANNELS + index*SERVED_CHANNELS_SIZE + place*PAGE_SIZE;
	}
}


Abi::Watch_page &Carrier::_watch_page()
{
	return *reinterpret_cast<Abi::Watch_page *>(_watch.data());
}


uint64_t Carrier::map_called(unsigned place, Memory &&memory, Memory &previous)
{
	uint64_t const result = _process.map_channel(called_addr(_index, place), memory.offset());

	previous = std::exchange(_called[place], std::move(memory));
	return result;
}


uint64_t Carrier::map_served(unsigned place, Memory &&memory, Memory &previous)
{
	if (!_watch.valid()) {
		_watch = _process.arena().allocate(PAGE_SIZE);
		_watch_page().done.addr  = area(_index) + CONTROL_OFFSET + offsetof(Abi::Control, done);
		_watch_page().done.flags = Abi::Wait_word::SHARED;

		(void)_process.map_shared(area(_index) + WATCH_OFFSET, _watch.offset());
	}

	uint64_t const addr   = served_addr(_index, place);
	uint64_t const result = _process.map_channel(addr, memory.offset());

	if (_served.size() <= place)
		_served.resize(place + 1);

	previous = std::exchange(_served[place], std::move(memory));

	_watch_page().channel[place] = { .value = 0, .addr = addr,
	                                 .flags = Abi::Wait_word::SHARED, .pad = 0 };
	return result;
}


Memory Carrier::unmap_called(unsigned place)
{
	_process.unmap_channel(called_addr(_index, place));
	return std::move(_called[place]);
}


Memory Carrier::unmap_served(unsigned place)
{
	_process.unmap_channel(served_addr(_index, place));
	return std::move(_served[place]);
}


/*
 * Channels belong to threads, not to carriers
 */
void Carrier::_forget_channels()
{
	_control.channels = 0;
	_control.senders  = 0;
	std::ranges::fill(_control.called_slot, 0u);
}


void Carrier::called_slot(unsigned place, uint32_t slot) { store(_control.called_slot[place], slot); }


void Carrier::served_call(unsigned place, uint64_t label, uint64_t token)
{
	_control.served[place] = { label, token };
}


void Carrier::watched_channels(unsigned count) { store(_control.channels, count); }
void Carrier::senders(bool senders)            { store(_control.senders, senders); }


bool Carrier::direct() const { return load(_state.post) & Thread_state::POST_DIRECT; }


bool Carrier::direct_call(unsigned place, uint32_t call) const
{
	return load(_state.called) == call + place + 1
	    && std::atomic_ref(_utcb.operation).load() == Kernel::Operation::IPC_CALL;
}


std::optional<uint32_t> Carrier::awaits_reply(unsigned place) const
{
	uint32_t const called = load(_state.called);
	uint32_t const call   = called & Thread_state::CALL_NUMBER;

	return load(_state.awaits) && called == call + place + 1 ? std::optional(call) : std::nullopt;
}


/*
 * The next request of the thread has the same number, and the proxy must not
 * take it for the one that it has reported
 */
bool Carrier::make_direct()
{
	Activity::Step const step(_process.activity(), _index);

	uint32_t       post   = load(_state.post);
	uint32_t const direct = post | Thread_state::POST_DIRECT;

	if (post & ~Thread_state::POST_NUMBER
	 || !std::atomic_ref(_state.post).compare_exchange_strong(post, direct))
		return false;

	_renumber(direct);

	if (load(_state.awaits))
		return true;

	take_over();
	return false;
}


void Carrier::taken(unsigned place) { store(_state.taken, place); }


bool Carrier::waiting() const
{
	return !(load(_state.called) & ~Thread_state::CALL_NUMBER)
	    && std::atomic_ref(_utcb.operation).load() == Kernel::Operation::IPC_REPLY_AND_WAIT;
}


uint32_t Carrier::received_requests() const { return load(_state.received); }


bool Carrier::posted_request(uint32_t &number) const
{
	uint32_t const post = load(_state.post);

	number = post & Thread_state::POST_NUMBER;
	return !(post & Thread_state::POST_DIRECT);
}


void Carrier::take_over()
{
	std::atomic_ref(_state.post).fetch_and(Thread_state::POST_NUMBER);
}


bool Carrier::take_over_reception(unsigned place)
{
	uint32_t const post = load(_state.post);

	return post & Thread_state::POST_TAKING && load(_state.taken) == place && _take_over(post);
}


bool Carrier::take_over_wait()
{
	uint32_t const post = load(_state.post);

	return post & Thread_state::POST_DIRECT && !(post & Thread_state::POST_TAKING)
	    && _take_over(post);
}


/*
 * \return  false if the thread was faster
 */
bool Carrier::_take_over(uint32_t post)
{
	return std::atomic_ref(_state.post).compare_exchange_strong(post, post & Thread_state::POST_NUMBER);
}


void Carrier::report_request() { futex_wake(_state.post); }
