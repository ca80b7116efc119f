/*
 * \brief  Payment for a channel of direct calls
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__CHANNEL_CHARGE_H_
#define _KERNEL__CHANNEL_CHARGE_H_

#include <kernel/task.h>

namespace Kernel { class Channel_charge; }


/**
 * Page that a task pays as long as the object exists
 */
class Kernel::Channel_charge
{
	private:

		Ref<Task> const _task;

		Channel_charge(Channel_charge const &) = delete;
		Channel_charge &operator = (Channel_charge const &) = delete;

	public:

		/** Thrown when the task cannot pay */
		struct Refused { };

		/**
		 * \throw Refused
		 */
		explicit Channel_charge(Task &task) : _task(task)
		{
			if (task.channel_account() && !task.channel_account()->withdraw(Abi::PAGE_SIZE))
				throw Refused();
		}

		~Channel_charge()
		{
			if (_task->channel_account())
				_task->channel_account()->replenish(Abi::PAGE_SIZE);
		}
};

#endif /* _KERNEL__CHANNEL_CHARGE_H_ */
