/*
 * \brief  Thread-local data
 *
 * The layout is the one that the compiler expects on x86_64 (variant II of
 * the ELF handling for thread-local storage): the data ends where the thread
 * pointer points to, and the word there holds the pointer itself. The kernel's
 * interface defines the next word, see 'Kernel::Thread_block'.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _LIB__BASE__THREAD_LOCAL_H_
#define _LIB__BASE__THREAD_LOCAL_H_

#include <base/stdint.h>
#include <kernel/abi/utcb.h>

namespace Genode {

	/**
	 * Return number of bytes needed per thread
	 */
	size_t thread_local_size();

	/**
	 * Initialize the data of one thread
	 *
	 * \param base  start of 'thread_local_size' bytes
	 *
	 * \return  what the thread pointer points to
	 */
	Kernel::Thread_block &init_thread_local(void *base);
}

#endif /* _LIB__BASE__THREAD_LOCAL_H_ */
