/*
 * \brief  Queue with first-in first-out order
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__FIFO_H_
#define _INCLUDE__UTIL__FIFO_H_

namespace Genode {

	template <typename> class Fifo;
	template <typename> class Fifo_element;
}


/**
 * Queue of objects that inherit from 'Fifo<QT>::Element'
 *
 * The queue never allocates memory and does not own its elements.
 */
template <typename QT>
class Genode::Fifo
{
	private:

		QT *_head = nullptr;
		QT *_tail = nullptr;

	public:

		class Element
		{
			private:

				friend class Fifo;

				QT  *_next        = nullptr;
				bool _is_enqueued = false;

			public:

				/**
				 * Return true if the element is in a queue
				 */
				bool enqueued() const { return _is_enqueued; }

				/** Older name of 'enqueued' */
				bool is_enqueued() const { return enqueued(); }

				/**
				 * Return next element in the queue, or null
				 */
				QT *next() const { return _next; }
		};

	private:

		static Element &_element(QT *e) { return *static_cast<Element *>(e); }

	public:

		Fifo() { }

		/**
		 * Return true if the queue has no element
		 */
		bool empty() const { return _head == nullptr; }

		/**
		 * Return the oldest element without removing it, or null
		 */
		QT *head() const { return _head; }

		/**
		 * Append element, has no effect if it is enqueued already
		 */
		void enqueue(QT *e)
		{
			if (_element(e)._is_enqueued)
				return;

			_element(e)._next        = nullptr;
			_element(e)._is_enqueued = true;

			(_tail ? _element(_tail)._next : _head) = e;

			_tail = e;
		}

		/**
		 * Remove element at any position, has no effect if it is not enqueued
		 */
		void remove(QT *e)
		{
			QT *prev = nullptr, *curr = _head;
			for (; curr && curr != e; curr = _element(curr)._next)
				prev = curr;

			if (!curr)
				return;

			(prev ? _element(prev)._next : _head) = _element(e)._next;

			if (_tail == e)
				_tail = prev;

			_element(e)._next        = nullptr;
			_element(e)._is_enqueued = false;
		}

		/**
		 * Remove and return the oldest element, or null if the queue is empty
		 */
		QT *dequeue()
		{
			QT * const result = _head;

			if (result)
				remove(result);

			return result;
		}
};


/**
 * Queue element that refers to an object
 *
 * It allows an object to be in several queues without inheriting anything.
 */
template <typename T>
class Genode::Fifo_element : public Fifo<Fifo_element<T> >::Element
{
	private:

		T *_object;

	public:

		Fifo_element(T *object) : _object(object) { }

		/**
		 * Return the object, or null when called for a null element
		 *
		 * Code like 'fifo.dequeue()->object()' relies on the latter. Reading
		 * the pointer from volatile memory keeps the compiler from concluding
		 * that it cannot be null.
		 */
		T *object() const
		{
			Fifo_element const * volatile self = this;

			return self ? self->_object : nullptr;
		}
};

#endif /* _INCLUDE__UTIL__FIFO_H_ */
