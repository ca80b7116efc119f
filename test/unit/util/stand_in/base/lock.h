/*
 * \brief  Lock for the unit tests, usable with and without the C++ library
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _TEST__UNIT__UTIL__STAND_IN__BASE__LOCK_H_
#define _TEST__UNIT__UTIL__STAND_IN__BASE__LOCK_H_

#include <base/lock_guard.h>

namespace Genode { class Lock; }


class Genode::Lock
{
	private:

		bool _locked = false;

	public:

		typedef Lock_guard<Lock> Guard;

		void lock()
		{
			while (__atomic_test_and_set(&_locked, __ATOMIC_ACQUIRE))
				__builtin_ia32_pause();
		}

		void unlock() { __atomic_clear(&_locked, __ATOMIC_RELEASE); }

		/**
		 * Return true if the lock is taken, for checks of the tests
		 */
		bool locked() const { return __atomic_load_n(&_locked, __ATOMIC_RELAXED); }
};

#endif /* _TEST__UNIT__UTIL__STAND_IN__BASE__LOCK_H_ */
