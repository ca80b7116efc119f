/*
 * \brief  Thread of a component process
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstring>
#include <system_error>

#include <pthread.h>
#include <signal.h>

#include <host/carrier.h>
#include <host/eagerness.h>
#include <host/futex.h>
#include <host/spin.h>
#include <host/interrupt_watch.h>
#include <host/lent_priority.h>
#include <host/process.h>

using namespace Host;
using namespace Kernel::Abi;
using Abi::Thread_state;
using Block = Thread_state::Block;


Carrier::Carrier(Process &process, unsigned index, Memory &&memory)
:
	_memory(std::move(memory)), _process(process), _index(index),
	_control(*reinterpret_cast<Abi::Control *>(_memory.data() + CONTROL_OFFSET)),
	_utcb   (*reinterpret_cast<Kernel::Utcb *>(_memory.data() + UTCB_OFFSET)),
	_state  (*reinterpret_cast<Abi::Thread_state *>(_utcb.host_area))
{
	_control.alt_stack_base = THREAD_AREAS + index*THREAD_AREA_SIZE + SAVE_STACK_OFFSET;
	_control.alt_stack_size = SAVE_STACK_SIZE;
}


Carrier::~Carrier() { stop(); }


/*
 * The ID of a thread that is gone may belong to somebody else, as soon as the
 * host has used all other IDs
 */
void Carrier::_apply_scheduling()
{
	if (_thread_id && !_process.dead() && _scheduled != _scheduling)
		_scheduled = schedule(_thread_id, _scheduled, _scheduling);
}


void Carrier::thread_id(int id)
{
	std::lock_guard guard(_scheduling_mutex);
	_thread_id = id;
	_apply_scheduling();
}


void Carrier::scheduling(Scheduling const &scheduling)
{
	std::lock_guard guard(_scheduling_mutex);
	_scheduling = scheduling;
	_apply_scheduling();
}


int Carrier::niceness() const
{
	std::lock_guard guard(_scheduling_mutex);
	return _scheduled.niceness;
}


std::shared_ptr<Entry_handler> Carrier::_current_handler()
{
	std::lock_guard guard(_handler_mutex);
	return _handler;
}


void Carrier::_set_handler(std::shared_ptr<Entry_handler> handler)
{
	std::lock_guard guard(_handler_mutex);
	_handler.swap(handler);
}


void Carrier::_serve_requests()
{
	pthread_setname_np(pthread_self(), "entry");

	Eagerness eagerness { };

	while (!_stopped) {

		uint64_t       seen = _seen;
		uint32_t const post = load(_state.post);

		if (post == uint32_t(seen)) {
			/* a number may come back after a rollback, while this thread is awake */
			auto const there = [&] { return load(_state.post) != post || _seen != seen; };

			eagerness.wait(there, [&] {
				_resting_with = seen;
				if (!there())
					futex_wait(_state.post, post);
				_resting_with = NOT_RESTING;
			});
			continue;
		}
		/* if the handler is replaced by now, so is '_seen' */
		auto const handler = _current_handler();

		if (_seen.compare_exchange_strong(seen, (seen >> 32 << 32) | post) && handler)
			handler->handle_entry(*this);
	}
}


/*
 * Requests up to the given one are nobody's business anymore, whatever the proxy
 * saw until now
 */
void Carrier::_renumber(uint32_t seen)
{
	_seen = ((_seen >> 32) + 1) << 32 | seen;
}


/*
 * Let the proxy know that '_seen' was replaced
 *
 * If the word of the thread is the same as before, the host cannot tell, so the
 * proxy might be about to rest with it. A proxy that does not rest is going to look
 * at '_seen' before it does.
 */
void Carrier::_rouse_proxy()
{
	auto outdated = [&] {
		uint64_t const seen = _resting_with;
		return seen != NOT_RESTING && seen >> 32 != _seen >> 32
		    && uint32_t(seen) == load(_state.post);
	};

	futex_wake(_state.post);

	while (outdated()) {
		std::this_thread::yield();
		futex_wake(_state.post);
	}
}


void Carrier::_create_proxy()
{
	if (!_proxy.joinable())
		_proxy = std::thread([this] { _serve_requests(); });
}


void Carrier::prepare()
{
	/* there is another attempt when the thread is started */
	try { _create_proxy(); }
	catch (std::system_error const &) { }
}


void Carrier::stop()
{
	_stopped = true;
	_set_handler(nullptr);

	if (!_proxy.joinable())
		return;

	/*
	 * Changing the word keeps the thread from waiting if it is about to. The
	 * component's thread does not run anymore.
	 */
	store(_state.post, (load(_state.post) + 1) & Thread_state::POST_NUMBER);
	futex_wake(_state.post);
	_proxy.join();
}


void Carrier::_start(Abi::Resume mode, std::string const &name)
{
	try { _create_proxy(); }
	catch (std::system_error const &error) {
		_process.kill_refused(error.code().value());
		return;
	}

	_held_in_block = false;

	_control.resume = mode;

	_forget_channels();

	size_t const length = std::min(name.size(), sizeof(_control.name) - 1);
	memset(_control.name, 0, sizeof(_control.name));
	memcpy(_control.name, name.data(), length);

	store(_control.reset, 0);
	store(_control.start, _control.start + 1);
	futex_wake(_control.start);
}


void Carrier::start(Registers const &registers, std::string const &name,
                     std::shared_ptr<Entry_handler> handler)
{
	Activity::Step const step(_process.activity(), _index);
	uint32_t       const post = posted();

	/* the proxy may look at the number of the request at any time */
	fill_utcb({ });
	_process.activity().renew();

	store(_state.post, post);
	store(_control.done, post);

	_renumber(post);
	_set_handler(std::move(handler));

	uint64_t const addr = utcb_addr(_index);

	uint64_t const block = addr + offsetof(Kernel::Utcb, thread_block);

	_utcb.thread_block = { .address = block, .utcb = addr };
	_state.saved.rip   = registers.ip;
	_state.saved.rsp   = registers.sp;
	_state.saved.fs    = block;
	_state.saved.mxcsr = 0x1f80;   /* power-up state: exceptions masked */
	_state.saved.fcw   = 0x37f;

	_start(Abi::Resume::SAVED, name);
}


void Carrier::fill_utcb(std::span<uint8_t const> content)
{
	auto * const utcb = reinterpret_cast<uint8_t *>(&_utcb);

	auto fill = [&] (size_t start, size_t end) {

		size_t const available = std::clamp(content.size(), start, end);

		std::copy(content.begin() + ptrdiff_t(std::min(start, content.size())),
		          content.begin() + ptrdiff_t(std::min(available, content.size())), utcb + start);
		memset(utcb + available, 0, end - available);
	};

	size_t const number = size_t(reinterpret_cast<uint8_t *>(&_state.post) - utcb);

	fill(0, number);
	fill(number + sizeof(_state.post), sizeof(_utcb));
}


uint32_t Carrier::resume(State const &state, uint32_t handled, std::string const &name,
                         std::shared_ptr<Entry_handler> handler)
{
	Activity::Step const step(_process.activity(), _index);
	_process.activity().renew();

	if (_exchanging)
		return _finish_exchange(state, handled, std::move(handler));

	/* the proxy may be awake, there must be nothing to report until the new handler is there */
	store(_state.post, handled);
	_renumber(handled);
	_set_handler(std::move(handler));

	_state.resume_frame = state.frame;
	_state.fault_frame  = state.frame;

	_state.release_awaited = 0;

	/* it was held when it was captured */
	if (_state.block != Block::NONE)
		_state.block = Block::WAITING;

	store(_state.post, state.post);
	store(_control.done, state.done);

	/* it has nothing to do unless there is a request to report */
	if (state.post != handled)
		_rouse_proxy();

	_start(state.resume, name);
	return handled;
}


void Carrier::_wake_everywhere()
{
	futex_wake(_control.done);
	futex_wake(_control.hold);
	futex_wake(_state.wakeups);
}


/*
 * Wait until 'condition' holds, re-checked whenever 'parked' is woken up
 *
 * Whoever waits must not be held up by a thread that has no intention to
 * stop. A killed process is gone soon, which ends the wait.
 */
bool Carrier::_wait_for_thread(std::function<bool (uint32_t parked)> const &condition,
                               std::chrono::microseconds patience)
{
	using Clock = std::chrono::steady_clock;

	if (spin_until([&] { return condition(load(_state.parked)); }))
		return true;

	auto const deadline = Clock::now() + patience;

	Interrupt_watch     watch(_process.pid(), _thread_id);
	Lent_priority const priority(_thread_id);

	for (auto next_look = Clock::now() + Interrupt_watch::PERIOD; ; ) {

		uint32_t const value = load(_state.parked);
		if (condition(value) || _process.dead())
			return true;

		auto const now = Clock::now();
		if (now >= deadline)
			return false;

		if (now >= next_look) {
			if (watch.refuses())
				_process.kill_disobedient();

			next_look = now + Interrupt_watch::PERIOD;
		}
		futex_wait(_state.parked, value, std::min(deadline, next_look) - now);
	}
}


/*
 * A thread that is held must not get to its code before it drops its state, so
 * it stays held. The change of the word keeps it from waiting for a change
 * when it is about to, elsewhere the interruption does so. The word gets a value
 * that it never had, as those of other occasions are small: the thread may be
 * about to wait since the previous reset.
 */
void Carrier::begin_reset()
{
	Activity::Step const step(_process.activity(), _index);

	_set_handler(nullptr);
	_exchanging = false;

	uint32_t const start = load(_control.start);
	uint32_t const other = ~start;

	store(_control.reset, start + 1);
	store(_control.hold, other ? other : 1);
	_held_in_block = false;
	_wake_everywhere();
	interrupt();
}


bool Carrier::finish_reset(std::chrono::microseconds patience)
{
	uint32_t const acknowledged = ~load(_control.start);

	auto const reset = [&] (uint32_t value) { return value == acknowledged; };

	/* the host may have chosen this processor for the thread */
	yield_until([&] { return reset(load(_state.parked)); });

	bool const obeys = _wait_for_thread(reset, patience);

	_control.stepping = Abi::Stepping::UNCHANGED;
	return obeys;
}


bool Carrier::reset()
{
	begin_reset();

	bool const obeys = finish_reset();

	release();
	scheduling({ });
	return obeys;
}


void Carrier::process_gone()
{
	/*
	 * The memory may be in the hands of somebody who restores a thread. A waiter
	 * that is about to block looks again by itself.
	 */
	futex_wake(_state.parked);
}


uint32_t Carrier::posted()    const { return load(_state.post) & Thread_state::POST_NUMBER; }
uint32_t Carrier::completed() const { return load(_control.done); }
bool     Carrier::held()      const { return load(_control.hold) != 0; }


bool Carrier::fault_posted() const
{
	return _state.request == Thread_state::Request::FAULT;
}


Fault Carrier::fault() const
{
	/* one consistent copy, as the component may modify the original */
	Thread_state::Fault const fault = _state.fault;

	enum { PAGE_FAULT_EXCEPTION = 14 };
	enum { ERROR_WRITE = 1 << 1, ERROR_FETCH = 1 << 4 };

	auto type = [&] {
		switch (fault.signal) {
		case SIGILL:  return Fault::Type::ILLEGAL_INSTRUCTION;
		case SIGFPE:  return Fault::Type::ARITHMETIC;
		case SIGTRAP: return Fault::Type::BREAKPOINT;
		case SIGBUS:  return Fault::Type::BUS_ERROR;
		}
		return fault.trap == PAGE_FAULT_EXCEPTION ? Fault::Type::PAGE_FAULT
		                                          : Fault::Type::PROTECTION;
	};
	return { .type    = type(),
	         .write   = bool(fault.error & ERROR_WRITE),
	         .execute = bool(fault.error & ERROR_FETCH),
	         .addr    = fault.addr,
	         .ip      = fault.ip };
}


void Carrier::complete(uint32_t post)
{
	settle(post).wake();
}


Completion Carrier::settle(uint32_t post)
{
	Activity::Step const step(_process.activity(), _index);

	store(_control.done, post);
	return Completion(_control.done);
}


void Carrier::single_step(bool enabled)
{
	if (!enabled && _control.stepping == Abi::Stepping::UNCHANGED)
		return;

	_control.stepping = enabled ? Abi::Stepping::ON : Abi::Stepping::OFF;
}


bool Carrier::cancel_block()
{
	Activity::Step const step(_process.activity(), _index);

	bool const waits = std::atomic_ref(_state.block).load() != Block::NONE;

	std::atomic_ref(_state.wakeups).fetch_or(CANCELED);
	futex_wake(_state.wakeups);
	return waits;
}


bool Carrier::take_canceled()
{
	return std::atomic_ref(_state.wakeups).fetch_and(~CANCELED) & CANCELED;
}


bool Carrier::waits_for_wakeup() const
{
	return std::atomic_ref(_state.block).load()   != Block::NONE
	    && std::atomic_ref(_state.wakeups).load() == 0;
}


Carrier::State Carrier::state(bool blocked) const
{
	bool const in_fault = blocked && !_held_in_block && fault_posted();

	/* read once, as the component may modify it */
	bool const saved = blocked ? !in_fault
	                           : _state.parked_resume == Abi::Resume::SAVED;

	return { .resume = saved ? Abi::Resume::SAVED : Abi::Resume::FRAME,
	         .frame  = in_fault ? _state.fault_frame : _state.parked_frame,
	         .post   = posted(),
	         .done   = completed() };
}


std::span<char> Carrier::frame_memory(Thread_state::Frame const &frame) const
{
	uint64_t const base = THREAD_AREAS + _index*THREAD_AREA_SIZE;
	uint64_t const low  = base + SAVE_STACK_OFFSET;
	uint64_t const high = base + THREAD_AREA_USED;

	if (frame.address < low || frame.address >= high)
		return { };

	return { _memory.data() + (frame.address - base), high - frame.address };
}


bool Carrier::read_registers(bool blocked, Cpu_registers &registers) const
{
	State const state = this->state(blocked);

	if (state.resume == Abi::Resume::FRAME) {

		if (!Host::read_registers(frame_memory(state.frame), registers))
			return false;

		registers.fs = state.frame.fs;
		registers.gs = state.frame.gs;
		return true;
	}

	Abi::Thread_state::Saved const saved = _state.saved;

	registers = { .ip  = saved.rip, .sp  = saved.rsp, .rbx = saved.rbx, .rbp = saved.rbp,
	              .r12 = saved.r12, .r13 = saved.r13, .r14 = saved.r14, .r15 = saved.r15,
	              .fs  = saved.fs,  .gs  = saved.gs };
	return true;
}


bool Carrier::write_registers(bool blocked, Cpu_registers const &registers)
{
	State const state = this->state(blocked);

	return state.resume == Abi::Resume::FRAME
	    && Host::write_registers(frame_memory(state.frame), registers);
}
