/*
 * \brief  Memory barrier
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__CPU__MEMORY_BARRIER_H_
#define _INCLUDE__CPU__MEMORY_BARRIER_H_

namespace Genode {

	/**
	 * Order the accesses to memory before and after the call
	 */
	inline void memory_barrier() { __atomic_thread_fence(__ATOMIC_SEQ_CST); }
}

#endif /* _INCLUDE__CPU__MEMORY_BARRIER_H_ */
