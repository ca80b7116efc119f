/*
 * \brief  Memory of nucleus that a task pays for
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__MEMORY_CHARGE_H_
#define _KERNEL__MEMORY_CHARGE_H_

#include <kernel/task.h>

namespace Kernel { class Memory_charge; }


/**
 * Amount that a task pays as long as the object exists
 */
class Kernel::Memory_charge
{
	private:

		Ref<Task> const _task;
		size_t    const _bytes;

		Memory_charge(Memory_charge const &) = delete;
		Memory_charge &operator = (Memory_charge const &) = delete;

	public:

		/** Thrown when the quota of the task does not suffice */
		struct Refused { };

		/**
		 * \throw Refused
		 */
		Memory_charge(Task &task, size_t bytes) : _task(task), _bytes(bytes)
		{
			if (task.account() && !task.account()->withdraw(bytes))
				throw Refused();
		}

		~Memory_charge()
		{
			if (_task->account())
				_task->account()->replenish(_bytes);
		}
};

#endif /* _KERNEL__MEMORY_CHARGE_H_ */
