/*
 * \brief  Lock guard for the unit tests
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _TEST__UNIT__UTIL__STAND_IN__BASE__LOCK_GUARD_H_
#define _TEST__UNIT__UTIL__STAND_IN__BASE__LOCK_GUARD_H_

namespace Genode { template <typename> class Lock_guard; }


template <typename LOCK>
class Genode::Lock_guard
{
	private:

		LOCK &_lock;

		Lock_guard(Lock_guard const &) = delete;
		Lock_guard &operator = (Lock_guard const &) = delete;

	public:

		explicit Lock_guard(LOCK &lock) : _lock(lock) { _lock.lock(); }

		~Lock_guard() { _lock.unlock(); }
};

#endif /* _TEST__UNIT__UTIL__STAND_IN__BASE__LOCK_GUARD_H_ */
