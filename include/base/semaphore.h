/*
 * \brief  Semaphore
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__SEMAPHORE_H_
#define _INCLUDE__BASE__SEMAPHORE_H_

#include <base/lock.h>
#include <util/fifo.h>

namespace Genode { class Semaphore; }


/**
 * Counting semaphore, waiting threads are served in the order of arrival
 */
class Genode::Semaphore
{
	protected:

		struct Waiter : Fifo<Waiter>::Element
		{
			Cancelable_lock lock { Cancelable_lock::LOCKED };
		};

		int          _cnt;
		Lock         _meta_lock { };
		Fifo<Waiter> _queue     { };

	public:

		/**
		 * Constructor
		 *
		 * \param n  initial value of the counter
		 */
		explicit Semaphore(int n = 0) : _cnt(n) { }

		/**
		 * Increment the counter and wake up one waiting thread, if any
		 */
		void up()
		{
			Lock::Guard guard(_meta_lock);

			if (++_cnt > 0)
				return;

			if (Waiter * const waiter = _queue.dequeue())
				waiter->lock.unlock();
		}

		/**
		 * Decrement the counter, blocks while it is not positive
		 *
		 * \throw Blocking_canceled
		 */
		void down()
		{
			Waiter waiter;
			{
				Lock::Guard guard(_meta_lock);

				if (--_cnt >= 0)
					return;

				_queue.enqueue(&waiter);
			}

			try { waiter.lock.lock(); }
			catch (Blocking_canceled) {

				Lock::Guard guard(_meta_lock);

				/* the semaphore may have been raised in the meantime */
				if (!waiter.is_enqueued())
					return;

				_queue.remove(&waiter);
				_cnt++;
				throw;
			}

			/* wait until 'up' does not refer to the waiter anymore */
			Lock::Guard guard(_meta_lock);
		}

		/**
		 * Return value of the counter, negative values tell the number of
		 * waiting threads
		 */
		int cnt() const { return _cnt; }
};

#endif /* _INCLUDE__BASE__SEMAPHORE_H_ */
