/*
 * \brief  Serialized access to the interface of an object
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__SYNCED_INTERFACE_H_
#define _INCLUDE__BASE__SYNCED_INTERFACE_H_

#include <base/lock.h>

namespace Genode {

	template <typename, typename LOCK = Genode::Lock> class Synced_interface;
}


/**
 * Functor that returns a pointer to an interface while holding a lock
 *
 * The lock is held as long as the returned object exists. So 'synced()->f()'
 * executes the method 'f' with the lock taken.
 *
 * \param IF    interface type
 * \param LOCK  type of the lock, which has the methods 'lock' and 'unlock'
 */
template <typename IF, typename LOCK>
class Genode::Synced_interface
{
	public:

		class Guard
		{
			private:

				friend class Synced_interface;

				LOCK *_lock;
				IF   *_interface;

				Guard(LOCK &lock, IF *interface)
				: _lock(&lock), _interface(interface) { _lock->lock(); }

				Guard(Guard const &) = delete;
				Guard &operator = (Guard const &) = delete;

			public:

				/* needed for returning a guard up to C++14 */
				Guard(Guard &&other) : _lock(other._lock), _interface(other._interface) {
					other._lock = nullptr; }

				~Guard()
				{
					if (_lock)
						_lock->unlock();
				}

				IF *operator -> () { return _interface; }
		};

	private:

		LOCK &_lock;
		IF   *_interface;

	public:

		Synced_interface(LOCK &lock, IF *interface)
		: _lock(lock), _interface(interface) { }

		/**
		 * Take the lock and return smart pointer to the interface
		 */
		Guard operator () () const { return Guard(_lock, _interface); }
};

#endif /* _INCLUDE__BASE__SYNCED_INTERFACE_H_ */
