/*
 * \brief  Lock that belongs to the thread that acquired it
 *
 * From later releases.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__MUTEX_H_
#define _INCLUDE__BASE__MUTEX_H_

#include <base/lock.h>
#include <util/noncopyable.h>

namespace Genode { class Mutex; }


class Genode::Mutex : Noncopyable
{
	private:

		Lock _lock { };

	public:

		Mutex() { }

		/**
		 * Acquire the mutex, wait until no other thread holds it
		 */
		void acquire() { _lock.lock(); }

		/**
		 * Release the mutex
		 */
		void release() { _lock.unlock(); }

		/**
		 * Holder of a mutex during the lifetime of an object
		 */
		class Guard : Noncopyable
		{
			private:

				Mutex &_mutex;

			public:

				explicit Guard(Mutex &mutex) : _mutex(mutex) { _mutex.acquire(); }

				~Guard() { _mutex.release(); }
		};
};

#endif /* _INCLUDE__BASE__MUTEX_H_ */
