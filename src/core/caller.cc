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


thread_local Caller *Caller::_current = nullptr;


Caller::Caller(Kernel::Lock_guard &lock, Kernel::Nucleus_thread &thread,
               std::chrono::milliseconds timeout)
:
	_lock(lock), _thread(thread), _timeout(timeout)
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


Rpc_exception_code Caller::call(Genode::Native_capability const &cap, Genode::Rpc_opcode opcode,
                                Genode::Msgbuf_base const &snd, Genode::Msgbuf_base &rcv,
                                Kernel::Nucleus_thread::Reply_fn on_reply)
{
	using Payload = Kernel::Invocation::Payload;

	Kernel::Object * const object = Core::object(cap);
	if (!object)
		throw Genode::Ipc_error();

	Payload request, reply;

	request.code     = opcode.value;
	request.size     = uint32_t(snd.data_size());
	request.num_caps = uint32_t(snd.used_caps());
	memcpy(request.data.data(), snd.data(), snd.data_size());

	for (uint32_t i = 0; i < request.num_caps; i++)
		if (Kernel::Object * const arg = Core::object(snd.cap(i)))
			request.caps[i] = { Kernel::Ref<Kernel::Object>(*arg), Kernel::Rights::full() };

	if (_thread.call(_lock, Kernel::Ref<Kernel::Object>(*object), request, reply, _timeout,
	                 std::move(on_reply)) != Kernel::Status::OK)
		throw Genode::Ipc_error();

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


Rpc_exception_code Genode::ipc_call(Native_capability dst, Rpc_opcode opcode,
                                    Msgbuf_base &snd, Msgbuf_base &rcv)
{
	return Caller::current().call(dst, opcode, snd, rcv);
}
