/*
 * \brief  Lock whose acquisition can be cancelled
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__CANCELABLE_LOCK_H_
#define _INCLUDE__BASE__CANCELABLE_LOCK_H_

#include <base/blocking.h>
#include <base/lock_guard.h>

namespace Genode { class Cancelable_lock; }


/**
 * Lock that is granted in the order of the requests
 *
 * Any thread may release the lock, so it can be used for signalling as well.
 */
class Genode::Cancelable_lock
{
	public:

		enum State { LOCKED, UNLOCKED };

	private:

		/* thread that waits for the lock, lives on its stack */
		struct Applicant
		{
			enum State { WAITING, CHOSEN, GRANTED };

			void          *thread;
			Applicant     *next;
			State volatile state;
		};

		int        _guard = 0;   /* protects the members below */
		bool       _locked;
		Applicant *_first = nullptr;
		Applicant *_last  = nullptr;

		void _acquire_guard();
		void _release_guard();
		void _enqueue(Applicant &);
		void _withdraw(Applicant &);

	public:

		explicit constexpr Cancelable_lock(State initial = UNLOCKED) : _locked(initial == LOCKED) { }

		/**
		 * Copy of an object that has a lock, the copy has one of its own
		 *
		 * The new lock is in the state of the other one, nobody waits for it.
		 */
		constexpr Cancelable_lock(Cancelable_lock const &other) : _locked(other._locked) { }

		/**
		 * Enter the state of another lock, blocks like 'lock' if that is locked
		 *
		 * \throw Blocking_canceled
		 */
		Cancelable_lock &operator = (Cancelable_lock const &other)
		{
			if (_locked == other._locked)
				return *this;

			if (other._locked) lock(); else unlock();
			return *this;
		}

		/**
		 * Acquire the lock, blocks until it is available
		 *
		 * \throw Blocking_canceled
		 */
		void lock();

		/**
		 * Release the lock, no effect if it is not locked
		 */
		void unlock();

		typedef Lock_guard<Cancelable_lock> Guard;
};

#endif /* _INCLUDE__BASE__CANCELABLE_LOCK_H_ */
