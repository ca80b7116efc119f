/*
 * \brief  Touching of memory to provoke its mapping
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__TOUCH_H_
#define _INCLUDE__UTIL__TOUCH_H_

namespace Genode {

	/**
	 * Read one byte, so that the page gets mapped readable
	 */
	inline void touch_read(unsigned char const volatile *addr)
	{
		unsigned char const value = *addr;
		(void)value;
	}

	/**
	 * Read and write back one byte, so that the page gets mapped writeable
	 *
	 * This is done by one instruction and therefore leaves a concurrent
	 * write by another thread intact.
	 */
	inline void touch_read_write(unsigned char volatile *addr)
	{
		__atomic_fetch_or(addr, 0, __ATOMIC_RELAXED);
	}
}

#endif /* _INCLUDE__UTIL__TOUCH_H_ */
