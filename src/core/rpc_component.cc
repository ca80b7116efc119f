/*
 * \brief  Object of core that components call
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstring>

#include <core/rpc_component.h>

using Genode::Rpc_exception_code;


void Core::dispatch(Genode::Rpc_object_base &server, Kernel::Invocation &invocation)
{
	using Buffer = Genode::Msgbuf<Genode::Msgbuf_base::MAX_DATA_SIZE>;

	Buffer in_buf, out_buf;

	auto const &request = invocation.request;

	memcpy(in_buf.data(), request.data.data(), request.size);
	in_buf.data_size(request.size);

	for (uint32_t i = 0; i < request.num_caps; i++)
		in_buf.insert(request.caps[i].object ? capability(*request.caps[i].object)
		                                     : Genode::Native_capability());

	Genode::Ipc_unmarshaller in(in_buf);
	Rpc_exception_code code { Rpc_exception_code::INVALID_OPCODE };

	if (request.code >= 0 && request.code <= 1000)
		try { code = server.dispatch(Genode::Rpc_opcode(int(request.code)), in, out_buf); }
		catch (Genode::Ipc_error) { }

	auto &reply = invocation.reply;

	reply.code     = code.value;
	reply.size     = uint32_t(out_buf.data_size());
	reply.num_caps = uint32_t(out_buf.used_caps());

	memcpy(reply.data.data(), out_buf.data(), reply.size);

	for (uint32_t i = 0; i < reply.num_caps; i++)
		if (Kernel::Object * const object = Core::object(out_buf.cap(i)))
			reply.caps[i] = { Kernel::Ref<Kernel::Object>(*object), Kernel::Rights::full() };
}
