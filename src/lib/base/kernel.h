/*
 * \brief  Operations of the kernel
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _LIB__BASE__KERNEL_H_
#define _LIB__BASE__KERNEL_H_

#include <base/stdint.h>
#include <kernel/abi/cap_map.h>
#include <kernel/abi/utcb.h>

namespace Kernel {

	/**
	 * Return UTCB of the calling thread
	 */
	inline Utcb &utcb()
	{
		Utcb *utcb;
		asm volatile ("movq %%fs:%c1, %0"
		              : "=r" (utcb) : "i" (__builtin_offsetof(Thread_block, utcb)));
		return *utcb;
	}

	/**
	 * Execute operation, arguments beyond those given are arbitrary
	 */
	inline Status execute(Operation operation, uint64_t arg0 = 0, uint64_t arg1 = 0)
	{
		Utcb &utcb = Kernel::utcb();

		utcb.operation = operation;
		utcb.arg[0]    = arg0;
		utcb.arg[1]    = arg1;

		((void (*)(Utcb *))Abi::ENTRY_OPERATION)(&utcb);

		return utcb.status;
	}

	/**
	 * Give up a capability, at the latest with the next operation
	 */
	inline void cap_release(uint32_t slot, uint32_t deliveries)
	{
		Utcb          &utcb  = Kernel::utcb();
		uint32_t const count = utcb.num_released;

		if (count >= Utcb::MAX_RELEASED) {
			execute(Operation::TASK_CAP_RELEASE, slot, deliveries);
			return;
		}
		utcb.released[count] = { slot, deliveries };
		__atomic_store_n(&utcb.num_released, count + 1, __ATOMIC_RELEASE);
	}

	inline bool cap_valid(uint32_t slot)
	{
		execute(Operation::TASK_CAP_VALID, slot);
		return utcb().result != 0;
	}

	/**
	 * Return slot of a capability for the calling thread, 0 if there is no room
	 *
	 * The slot is delivered once more with each call.
	 */
	inline uint32_t thread_identity()
	{
		return execute(Operation::THREAD_IDENTITY) == Status::OK ? (uint32_t)utcb().result : 0;
	}

	inline uint64_t clock()
	{
		execute(Operation::CLOCK);
		return utcb().result;
	}

	/**
	 * Wait for a wakeup of the calling thread
	 *
	 * \return  false if the wait was cancelled
	 */
	inline bool block()
	{
		/* the wait is no operation, and may last forever */
		if (utcb().num_released)
			execute(Operation::THREAD_YIELD);

		return ((int (*)(Utcb *))Abi::ENTRY_BLOCK)(&utcb()) == 0;
	}

	/**
	 * Wake up a thread of the component
	 *
	 * \param thread  UTCB of the thread
	 */
	inline void wake(void *thread)
	{
		((void (*)(void *, Utcb *))Abi::ENTRY_WAKE)(thread, &utcb());
	}

	/**
	 * Set the thread pointer of the calling thread, and complete the block there
	 */
	inline void thread_pointer(Thread_block &block)
	{
		Utcb &utcb = Kernel::utcb();

		block.utcb = (uint64_t)&utcb;

		((void (*)(Utcb *, Thread_block *))Abi::ENTRY_THREAD_POINTER)(&utcb, &block);
	}
}

#endif /* _LIB__BASE__KERNEL_H_ */
