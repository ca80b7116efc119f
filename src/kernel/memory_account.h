/*
 * \brief  Payment for memory that a task occupies in nucleus
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__MEMORY_ACCOUNT_H_
#define _KERNEL__MEMORY_ACCOUNT_H_

#include <cstddef>

namespace Kernel { struct Memory_account; }


/**
 * Account of a task, all amounts are bytes
 */
struct Kernel::Memory_account
{
	virtual ~Memory_account() { }

	/**
	 * \return  false if the quota does not suffice, nothing has changed then
	 */
	virtual bool withdraw(size_t) = 0;

	/** Withdraw regardless of the quota, which was checked before */
	virtual void withdraw_unchecked(size_t) = 0;

	virtual void replenish(size_t) = 0;
};

#endif /* _KERNEL__MEMORY_ACCOUNT_H_ */
