/*
 * \brief  Atomic compare and exchange
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__CPU__ATOMIC_H_
#define _INCLUDE__CPU__ATOMIC_H_

namespace Genode {

	/**
	 * Replace the value at 'dest' if it equals 'cmp_val', a full barrier
	 *
	 * \return  nonzero if the value was replaced
	 */
	inline int cmpxchg(volatile int *dest, int cmp_val, int new_val)
	{
		return __atomic_compare_exchange_n(dest, &cmp_val, new_val, false,
		                                   __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
	}
}

#endif /* _INCLUDE__CPU__ATOMIC_H_ */
