/*
 * \brief  System calls of the host, as a component would try them
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST_CALL_H_
#define _HOST_CALL_H_

#include <base/stdint.h>

namespace Attack {

	/* numbers of the calls that the filter lets through in part */
	enum { RT_SIGPROCMASK = 14, RT_SIGRETURN = 15, PRCTL = 157, ARCH_PRCTL = 158, FUTEX = 202, FUTEX_WAITV = 449,
	       RESTART_SYSCALL = 219, URETPROBE = 335, UPROBE = 336 };

	enum { NOT_PERMITTED = -38 };   /* ENOSYS */

	inline long host_call(unsigned long number, unsigned long a0 = 0, unsigned long a1 = 0,
	                      unsigned long a2 = 0, unsigned long a3 = 0, unsigned long a4 = 0,
	                      unsigned long a5 = 0)
	{
		register unsigned long r10 asm("r10") = a3;
		register unsigned long r8  asm("r8")  = a4;
		register unsigned long r9  asm("r9")  = a5;

		long result;
		asm volatile ("syscall"
		              : "=a" (result)
		              : "a" (number), "D" (a0), "S" (a1), "d" (a2), "r" (r10), "r" (r8), "r" (r9)
		              : "rcx", "r11", "memory");
		return result;
	}

	/**
	 * Return true if an address is readable, without touching it
	 *
	 * The host looks up the page when asked to wake up waiters at the address.
	 */
	inline bool readable(unsigned long addr)
	{
		enum { FUTEX_WAKE = 1, EFAULT = 14 };

		return host_call(FUTEX, addr & ~3ul, FUTEX_WAKE, 0) != -EFAULT;
	}
}

#endif /* _HOST_CALL_H_ */
