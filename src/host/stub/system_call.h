/*
 * \brief  System calls of the host without a C library
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__STUB__SYSTEM_CALL_H_
#define _HOST__STUB__SYSTEM_CALL_H_

#include <stdint.h>

namespace Host {

	/**
	 * Execute system call
	 *
	 * \return  result or, from -4095 to -1, a negated error number
	 */
	inline int64_t system_call(uint64_t number,
	                           uint64_t a0 = 0, uint64_t a1 = 0, uint64_t a2 = 0,
	                           uint64_t a3 = 0, uint64_t a4 = 0, uint64_t a5 = 0)
	{
		register uint64_t r10 asm("r10") = a3;
		register uint64_t r8  asm("r8")  = a4;
		register uint64_t r9  asm("r9")  = a5;

		int64_t result;
		asm volatile ("syscall"
		              : "=a" (result)
		              : "a" (number), "D" (a0), "S" (a1), "d" (a2),
		                "r" (r10), "r" (r8), "r" (r9)
		              : "rcx", "r11", "memory");
		return result;
	}
}

#endif /* _HOST__STUB__SYSTEM_CALL_H_ */
