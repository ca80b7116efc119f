/*
 * \brief  Transfer of messages between tasks
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <atomic>
#include <cstring>

#include <kernel/message.h>
#include <kernel/task.h>
#include <kernel/thread.h>

using namespace Kernel;


namespace {

	/* value that the sender may modify at any time, read once */
	uint32_t read_once(uint32_t const &value)
	{
		return std::atomic_ref(const_cast<uint32_t &>(value)).load(std::memory_order_relaxed);
	}

	uint32_t checked_num_caps(Message const &message)
	{
		return std::min(read_once(message.num_caps), Message::MAX_CAPS);
	}

	/**
	 * Return mapping that a component passes on, null if it must not or cannot
	 */
	Mapping *passed_on(Message const &message, uint32_t i, Task const &task)
	{
		Mapping * const mapping = task.caps().lookup(read_once(message.cap[i]));

		return mapping && mapping->rights.may_grant() ? mapping : nullptr;
	}
}


uint32_t Kernel::message_size(Message const &message)
{
	return std::min(read_once(message.size), Message::MAX_DATA);
}


void Kernel::transfer(Message const &from, Task &from_task, Message &to, Task &to_task)
{
	uint32_t const size     = message_size(from);
	uint32_t const num_caps = checked_num_caps(from);

	memcpy(to.data, from.data, size);

	to.size     = size;
	to.num_caps = num_caps;
	to.code     = from.code;

	for (uint32_t i = 0; i < num_caps; i++) {
		Mapping * const mapping = passed_on(from, i, from_task);

		to.cap[i] = !mapping ? 0
		          : &from_task == &to_task ? to_task.caps().insert(*mapping->object, Rights::none(), nullptr)
		          : to_task.caps().insert(*mapping->object,
		                                  mapping->rights, mapping);
	}
}


void Kernel::read_message(Message const &from, Task const &from_task, Invocation::Payload &to)
{
	to.size     = message_size(from);
	to.num_caps = checked_num_caps(from);
	to.code     = from.code;

	memcpy(to.data.data(), from.data, to.size);

	for (uint32_t i = 0; i < to.num_caps; i++)
		if (Mapping * const mapping = passed_on(from, i, from_task))
			to.caps[i] = { Ref<Object>(*mapping->object), mapping->rights };
}


void Kernel::write_message(Invocation::Payload const &from, Message &to, Task &to_task,
                           Cap_space const *origin)
{
	memcpy(to.data, from.data.data(), from.size);

	to.size     = from.size;
	to.num_caps = from.num_caps;
	to.code     = from.code;

	for (uint32_t i = 0; i < from.num_caps; i++) {
		Invocation::Capability const &cap = from.caps[i];

		to.cap[i] = !cap.object ? 0
		          : to_task.caps().insert(*cap.object, cap.rights,
		                                  origin ? origin->find(*cap.object) : nullptr);
	}
}
