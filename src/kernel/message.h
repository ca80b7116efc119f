/*
 * \brief  Transfer of messages between tasks
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__MESSAGE_H_
#define _KERNEL__MESSAGE_H_

#include <kernel/abi/utcb.h>
#include <kernel/invocation.h>

namespace Kernel {

	class Cap_space;
	class Task;

	/**
	 * Return number of data bytes, read once and limited to what a message can
	 * hold
	 */
	uint32_t message_size(Message const &);

	/**
	 * Copy message from a thread of one task to a thread of another
	 *
	 * Size and number of capabilities are read once and limited to what a
	 * message can hold. A capability that is invalid, that must not be passed
	 * on, or that does not fit in the space of the receiver arrives as 0.
	 */
	void transfer(Message const &from, Task &from_task, Message &to, Task &to_task);

	/**
	 * Copy message of a component into nucleus
	 */
	void read_message(Message const &from, Task const &from_task, Invocation::Payload &to);

	/**
	 * Copy message of nucleus to a component
	 *
	 * \param origin  space that the capabilities are derived from as far as it
	 *                holds them, null if they are given by nucleus
	 */
	void write_message(Invocation::Payload const &from, Message &to, Task &to_task,
	                   Cap_space const *origin = nullptr);
}

#endif /* _KERNEL__MESSAGE_H_ */
