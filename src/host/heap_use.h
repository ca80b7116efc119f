/*
 * \brief  Count of requests for memory of the heap
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__HEAP_USE_H_
#define _HOST__HEAP_USE_H_

#include <cstdint>

namespace Host {

	/**
	 * Return how often the current thread has requested memory by 'new'
	 *
	 * A program that uses this function has its own 'new' and 'delete'.
	 */
	uint64_t heap_requests();
}

#endif /* _HOST__HEAP_USE_H_ */
