/*
 * \brief  Holding a lock for the duration of a scope
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__LOCK_GUARD_H_
#define _INCLUDE__BASE__LOCK_GUARD_H_

namespace Genode { template <typename> class Lock_guard; }


template <typename LT>
class Genode::Lock_guard
{
	private:

		LT &_lock;

		Lock_guard(Lock_guard const &) = delete;
		Lock_guard &operator = (Lock_guard const &) = delete;

	public:

		explicit Lock_guard(LT &lock) : _lock(lock) { _lock.lock(); }

		~Lock_guard() { _lock.unlock(); }
};

#endif /* _INCLUDE__BASE__LOCK_GUARD_H_ */
