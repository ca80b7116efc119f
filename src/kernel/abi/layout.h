/*
 * \brief  Address-space layout of a task, as the kernel lays it out
 *
 * The layout is the same in every task and in every run, which is what lets
 * a thread be restored at the addresses it was captured at.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__ABI__LAYOUT_H_
#define _KERNEL__ABI__LAYOUT_H_

#include <stdint.h>

namespace Kernel::Abi {

	constexpr uint64_t PAGE_SIZE_LOG2 = 12;
	constexpr uint64_t PAGE_SIZE      = 1ull << PAGE_SIZE_LOG2;

	/*
	 * Part of the address space that region maps may populate
	 */
	constexpr uint64_t USER_BASE = 0x1000;
	constexpr uint64_t USER_END  = 0x700000000000ull;

	/*
	 * Kernel area, never touched by region maps
	 *
	 * The entry points have fixed addresses: a component calls them like
	 * functions. They follow the C calling convention.
	 */
	constexpr uint64_t KERNEL_AREA = USER_END;

	/** 'void enter(Utcb *)': execute the operation described in the UTCB */
	constexpr uint64_t ENTRY_OPERATION = KERNEL_AREA + 0x1000;

	/** 'void block(Utcb *)': consume one wakeup of the own UTCB or wait for it */
	constexpr uint64_t ENTRY_BLOCK = KERNEL_AREA + 0x1020;

	/** 'void wake(Utcb *, Utcb *own)': give one wakeup to a thread of the same task */
	constexpr uint64_t ENTRY_WAKE = KERNEL_AREA + 0x1040;

	/** 'void thread_pointer(Utcb *, Thread_block *)': set base of the segment fs */
	constexpr uint64_t ENTRY_THREAD_POINTER = KERNEL_AREA + 0x1060;

	/*
	 * Thread areas, one per thread of the task
	 *
	 * An area holds a page that only the kernel writes, the UTCB, and the
	 * stack on which the state of an interrupted thread is saved.
	 */
	constexpr uint64_t THREAD_AREAS       = KERNEL_AREA + 0x20000000ull;
	constexpr uint64_t THREAD_AREA_SIZE   = 0x10000;
	constexpr unsigned MAX_THREADS        = 1024;

	constexpr uint64_t CONTROL_OFFSET     = 0;
	constexpr uint64_t UTCB_OFFSET        = PAGE_SIZE;
	constexpr uint64_t SAVE_STACK_OFFSET  = 2*PAGE_SIZE;
	constexpr uint64_t SAVE_STACK_SIZE    = 4*PAGE_SIZE;
	constexpr uint64_t THREAD_AREA_USED   = SAVE_STACK_OFFSET + SAVE_STACK_SIZE;

	/*
	 * Channels of direct calls
	 *
	 * Behind its own memory, an area has a page for watching channels and the
	 * channels through which the thread calls. Those that a thread serves are
	 * behind the thread areas.
	 */
	constexpr unsigned MAX_CALLED_CHANNELS = 8;
	constexpr unsigned MAX_SERVED_CHANNELS = 120;

	constexpr uint64_t WATCH_OFFSET           = THREAD_AREA_USED;
	constexpr uint64_t CALLED_CHANNELS_OFFSET = WATCH_OFFSET + PAGE_SIZE;

	static_assert(CALLED_CHANNELS_OFFSET + MAX_CALLED_CHANNELS*PAGE_SIZE <= THREAD_AREA_SIZE);

	constexpr uint64_t SERVED_CHANNELS      = THREAD_AREAS + MAX_THREADS*THREAD_AREA_SIZE;
	constexpr uint64_t SERVED_CHANNELS_SIZE = 0x80000;   /* of one thread */

	static_assert(MAX_SERVED_CHANNELS*PAGE_SIZE <= SERVED_CHANNELS_SIZE);

	/**
	 * Virtual address of the UTCB of the thread with the given index
	 */
	constexpr uint64_t utcb_addr(unsigned thread_index)
	{
		return THREAD_AREAS + thread_index*THREAD_AREA_SIZE + UTCB_OFFSET;
	}
}

#endif /* _KERNEL__ABI__LAYOUT_H_ */
