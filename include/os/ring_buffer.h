/*
 * \brief  Queue of a fixed capacity
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__RING_BUFFER_H_
#define _INCLUDE__OS__RING_BUFFER_H_

#include <base/exception.h>
#include <base/lock.h>
#include <base/lock_guard.h>
#include <base/semaphore.h>
#include <util/string.h>

namespace Genode {

	struct Ring_buffer_unsynchronized;
	struct Ring_buffer_synchronized;

	template <typename, int, typename SYNC_POLICY = Ring_buffer_synchronized> class Ring_buffer;
}


struct Genode::Ring_buffer_unsynchronized
{
	struct Sem
	{
		void down() { }
		void up()   { }
	};

	struct Lock
	{
		void lock()   { }
		void unlock() { }
	};

	struct Lock_guard { Lock_guard(Lock &) { } };
};


struct Genode::Ring_buffer_synchronized
{
	typedef Genode::Semaphore   Sem;
	typedef Genode::Lock        Lock;
	typedef Genode::Lock::Guard Lock_guard;
};


/**
 * Queue of elements of type 'ET'
 *
 * \param QUEUE_SIZE   number of places, one of which stays free
 * \param SYNC_POLICY  tells if the queue is used by several threads
 */
template <typename ET, int QUEUE_SIZE, typename SYNC_POLICY>
class Genode::Ring_buffer
{
	private:

		int _head = 0;
		int _tail = 0;

		typename SYNC_POLICY::Sem  _sem       { };   /* number of elements */
		typename SYNC_POLICY::Lock _head_lock { };   /* for 'add'          */

		ET _queue[QUEUE_SIZE] { };

	public:

		class Overflow : public Exception { };

		Ring_buffer() { }

		/**
		 * Append element
		 *
		 * \throw Overflow
		 */
		void add(ET ev)
		{
			typename SYNC_POLICY::Lock_guard guard(_head_lock);

			if (avail_capacity() <= 0)
				throw Overflow();

			_queue[_head] = ev;
			_head = (_head + 1) % QUEUE_SIZE;
			_sem.up();
		}

		/**
		 * Remove and return first element, wait for one if the queue is
		 * synchronized and empty
		 */
		ET get()
		{
			_sem.down();

			ET const e = _queue[_tail];
			_tail = (_tail + 1) % QUEUE_SIZE;
			return e;
		}

		/** Return true if there is no element */
		bool empty() const { return _tail == _head; }

		/** Return number of elements that can be added */
		int avail_capacity() const
		{
			return _head >= _tail ? QUEUE_SIZE - _head + _tail - 1
			                      : _tail - _head - 1;
		}

		/**
		 * Remove all elements
		 */
		void reset() { _head = _tail; }
};

#endif /* _INCLUDE__OS__RING_BUFFER_H_ */
