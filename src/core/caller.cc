/*
 * \brief  Core in the role of a client
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstring>
#include <utility>

#include <core/caller.h>

using namespace Core;
using Genode::Rpc_exception_code;
using Payload = Kernel::Invocation::Payload;


thread_local Caller *Caller::_current = nullptr;


Caller::Caller(Kernel::Lock_guard &lock, std::span<Thread const> threads,
               std::chrono::milliseconds timeout)
:
	_lock(lock), _threads(threads), _timeout(timeout)
{
	_current = this;
}


Caller::~Caller() { _current = nullptr; }


Caller &Caller::current()
{
	if (!_current)
		throw Genode::Ipc_error();

	return *_current;
}


void Caller::_begin(Kernel::Nucleus_thread &thread, Genode::Native_capability const &cap,
                    Genode::Rpc_opcode opcode, Genode::Msgbuf_base const &snd,
                    Kernel::Nucleus_thread::Reply_fn &&on_reply)
{
	Kernel::Object * const object = Core::object(cap);
	if (!object)
		throw Genode::Ipc_error();

	Payload request;

	request.code     = opcode.value;
	request.size     = uint32_t(snd.data_size());
	request.num_caps = uint32_t(snd.used_caps());

	memcpy(request.data.data(), snd.data(), snd.data_size());

	for (uint32_t i = 0; i < request.num_caps; i++)
		if (Kernel::Object * const arg = Core::object(snd.cap(i)))
			request.caps[i] = { Kernel::Ref<Kernel::Object>(*arg), Kernel::Rights::full() };

	thread.begin(Kernel::Ref<Kernel::Object>(*object), request, std::move(on_reply));
}


bool Caller::_silent_thread(Kernel::Thread const &thread) const
{
	return std::ranges::find(_silent, thread.id()) != _silent.end();
}


bool Caller::answers(Kernel::Object const &object) const
{
	if (object.kind() != Kernel::Object::Kind::GATE)
		return true;

	auto const &server = static_cast<Kernel::Gate const &>(object).server();

	return !server || !_silent_thread(*server);
}


/*
 * A call may end without an answer earlier, which tells nothing about others
 */
Rpc_exception_code Caller::_finish(Kernel::Nucleus_thread &thread, Genode::Msgbuf_base &rcv,
                                   std::chrono::milliseconds timeout)
{
	using Clock = std::chrono::steady_clock;

	Payload reply;

	Kernel::Thread const * const server = thread.server();
	Kernel::Object::Id     const id     = server ? server->id() : 0;

	auto const start = Clock::now();

	if (thread.finish(_lock, reply, timeout) != Kernel::Status::OK) {
		if (id && Clock::now() - start >= _timeout)
			_silent.push_back(id);
		throw Genode::Ipc_error();
	}

	/* a reply that is longer than expected is cut, the reader notices */
	size_t const size = std::min<size_t>(reply.size, rcv.capacity());

	rcv.reset();
	memcpy(rcv.data(), reply.data.data(), size);
	rcv.data_size(size);

	for (uint32_t i = 0; i < reply.num_caps; i++)
		rcv.insert(reply.caps[i].object ? capability(*reply.caps[i].object)
		                                : Genode::Native_capability());

	return Rpc_exception_code(reply.code);
}


Rpc_exception_code Caller::call(Genode::Native_capability const &cap, Genode::Rpc_opcode opcode,
                                Genode::Msgbuf_base const &snd, Genode::Msgbuf_base &rcv,
                                Kernel::Nucleus_thread::Reply_fn on_reply)
{
	Kernel::Nucleus_thread &thread = *_threads.front();

	_begin(thread, cap, opcode, snd, std::move(on_reply));
	return _finish(thread, rcv, _timeout);
}


std::unique_ptr<Caller::Pending> Caller::begin(Genode::Native_capability const &cap,
                                               Genode::Rpc_opcode opcode,
                                               Genode::Msgbuf_base const &snd,
                                               Kernel::Nucleus_thread::Reply_fn on_reply)
{
	std::unique_ptr<Pending> call = reserve();

	if (call)
		call->begin(cap, opcode, snd, std::move(on_reply));

	return call;
}


std::unique_ptr<Caller::Pending> Caller::reserve()
{
	if (_next >= _threads.size())
		return nullptr;

	return std::unique_ptr<Pending>(new Pending(*this, *_threads[_next++]));
}


void Caller::Pending::begin(Genode::Native_capability const &cap, Genode::Rpc_opcode opcode,
                            Genode::Msgbuf_base const &snd, Kernel::Nucleus_thread::Reply_fn on_reply)
{
	Caller::_begin(_thread, cap, opcode, snd, std::move(on_reply));
	_begun = true;
}


Caller::Pending::~Pending()
{
	if (_begun && !_finished) {
		Payload ignored;
		(void)_thread.finish(_caller._lock, ignored, std::chrono::milliseconds(0));
	}

	if (--_caller._pending == 0)
		_caller._next = 1;
}


void Caller::Pending::advance()
{
	if (_begun && !_finished)
		_thread.advance(_caller._lock);
}


Rpc_exception_code Caller::Pending::finish(Genode::Msgbuf_base &reply)
{
	if (!_begun)
		throw Genode::Ipc_error();

	_finished = true;

	Kernel::Thread const * const server = _thread.server();

	return _caller._finish(_thread, reply, server && _caller._silent_thread(*server)
	                                       ? std::chrono::milliseconds(0) : _caller._timeout);
}


/* NOLINTNEXTLINE(performance-unnecessary-value-param): the signature is that of Genode */
Rpc_exception_code Genode::ipc_call(Native_capability dst, Rpc_opcode opcode,
                                    Msgbuf_base &snd, Msgbuf_base &rcv)
{
	return Caller::current().call(dst, opcode, snd, rcv);
}
