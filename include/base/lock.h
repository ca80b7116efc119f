/*
 * \brief  Lock
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__LOCK_H_
#define _INCLUDE__BASE__LOCK_H_

#include <base/cancelable_lock.h>

namespace Genode { struct Lock; }


/**
 * Lock whose acquisition cannot be cancelled
 */
struct Genode::Lock : Cancelable_lock
{
	explicit constexpr Lock(State initial = UNLOCKED) : Cancelable_lock(initial) { }

	void lock()
	{
		for (;;)
			try { Cancelable_lock::lock(); return; }
			catch (Blocking_canceled) { }
	}

	typedef Lock_guard<Lock> Guard;
};

#endif /* _INCLUDE__BASE__LOCK_H_ */
