/*
 * \brief  Inter-process communication
 *
 * The UTCB is in use from the moment a message is written to it until the
 * result is read. In between, nothing may happen that uses it as well.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/blocking.h>
#include <base/ipc.h>
#include <lib/base/cap_map.h>
#include <lib/base/kernel.h>
#include <util/misc_math.h>
#include <util/string.h>

using namespace Genode;
using Kernel::Message;
using Kernel::Operation;
using Kernel::Status;

static_assert((int)Msgbuf_base::MAX_CAPS_PER_MSG == (int)Message::MAX_CAPS);
static_assert((int)Msgbuf_base::MAX_DATA_SIZE    == (int)Message::MAX_DATA);


namespace {

	void write_message(Msgbuf_base const &buffer, long code, Message &message)
	{
		message.size     = (uint32_t)buffer.data_size();
		message.num_caps = (uint32_t)buffer.used_caps();
		message.code     = code;

		for (unsigned i = 0; i < message.num_caps; i++)
			message.cap[i] = (uint32_t)buffer.cap(i).local_name();

		memcpy(message.data, buffer.data(), buffer.data_size());
	}

	void read_message(Message const &message, Msgbuf_base &buffer)
	{
		size_t   const size     = min((size_t)message.size, buffer.capacity());
		unsigned const num_caps = min(message.num_caps, Message::MAX_CAPS);

		buffer.reset();
		memcpy(buffer.data(), message.data, size);
		buffer.data_size(size);

		uint32_t slots[Message::MAX_CAPS];
		memcpy(slots, message.cap, sizeof(slots));

		/* counting the deliveries may involve kernel operations */
		for (unsigned i = 0; i < num_caps; i++)
			buffer.insert(Native_capability(Cap_map::map().deliver(slots[i])));
	}
}


Rpc_exception_code Genode::ipc_call(Native_capability dst, Rpc_opcode opcode,
                                    Msgbuf_base &snd, Msgbuf_base &rcv)
{
	Message &message = Kernel::utcb().message;

	write_message(snd, opcode.value, message);

	switch (Kernel::execute(Operation::IPC_CALL, (unsigned long)dst.local_name())) {
	case Status::OK:       break;
	case Status::CANCELED: throw Blocking_canceled();
	default:               throw Ipc_error();
	}

	Rpc_exception_code const code { (long)message.code };
	read_message(message, rcv);
	return code;
}


void Genode::ipc_reply(Reply_token caller, Rpc_exception_code code, Msgbuf_base &reply)
{
	write_message(reply, code.value, Kernel::utcb().message);
	Kernel::execute(Operation::IPC_SEND, caller.value);
}


Rpc_request Genode::ipc_reply_wait(Reply_token caller, Rpc_exception_code code,
                                   Msgbuf_base &reply, Msgbuf_base &request)
{
	Message &message = Kernel::utcb().message;

	if (caller.value)
		write_message(reply, code.value, message);

	/* the wait may be interrupted, the reply is sent once */
	while (Kernel::execute(Operation::IPC_REPLY_AND_WAIT, caller.value) != Status::OK)
		caller = { };

	/* a number that is cut must not become that of a function */
	bool const valid = message.code >= -__INT_MAX__ - 1 && message.code <= __INT_MAX__;

	Rpc_request const result {
		.caller    = { message.reply },
		.label     = message.label,
		.opcode    = Rpc_opcode(valid ? (int)message.code : -1),
		.from_core = message.from_core != 0,
	};
	read_message(message, request);
	return result;
}
