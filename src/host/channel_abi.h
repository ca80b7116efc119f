/*
 * \brief  Memory shared between a client, a server, and nucleus for direct
 *         calls
 *
 * Nobody trusts anything in here: each side takes what the other one writes
 * for a message of the other one, and copies it once.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__CHANNEL_ABI_H_
#define _HOST__CHANNEL_ABI_H_

#include <host/abi.h>

namespace Host::Abi {

	struct Channel_page;
	struct Watch_page;
}


/**
 * Channel of one client thread to one server thread through one gate
 */
struct Host::Abi::Channel_page
{
	/*
	 * Values of 'state', each transition is one atomic step
	 *
	 * IDLE or REPLY -> REQUEST by the client, -> SERVING -> REPLY by the
	 * server. Nucleus sets the flag 'CLOSED', which lets all further steps
	 * fail. The upper bits have the number of the call, see
	 * 'Thread_state::called'.
	 */
	static constexpr uint32_t IDLE = 0, REQUEST = 1, SERVING = 2, REPLY = 3, CLOSED = 4;

	static constexpr uint32_t STATE_MASK = 3;

	static constexpr uint32_t MAX_DATA = 1920;

	struct Message
	{
		int64_t  code;
		uint32_t size;
		uint32_t pad;
		uint8_t  data[MAX_DATA + 48];
	};

	uint32_t state;
	uint32_t pad[15];
	Message  request;
	Message  reply;
};

static_assert(sizeof(Host::Abi::Channel_page) <= Host::Abi::PAGE_SIZE);


/**
 * What a server passes to the host for watching its channels
 */
struct Host::Abi::Watch_page
{
	Wait_word done;   /* 'Control::done' */
	Wait_word channel[Kernel::Abi::MAX_SERVED_CHANNELS];
};

static_assert(sizeof(Host::Abi::Watch_page) <= Host::Abi::PAGE_SIZE);

#endif /* _HOST__CHANNEL_ABI_H_ */
