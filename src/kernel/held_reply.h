/*
 * \brief  Reply that a client gets later
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__HELD_REPLY_H_
#define _KERNEL__HELD_REPLY_H_

#include <kernel/invocation.h>
#include <kernel/task.h>

namespace Kernel { struct Held_reply; }


/**
 * Copy of a reply, see 'Gate::hold_replies'
 */
struct Kernel::Held_reply
{
	Ref<Task> const     server;
	Invocation::Payload payload { };

	explicit Held_reply(Ref<Task> const &server) : server(server) { }
};

#endif /* _KERNEL__HELD_REPLY_H_ */
