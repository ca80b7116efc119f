/*
 * \brief  Singly-linked list
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__LIST_H_
#define _INCLUDE__UTIL__LIST_H_

namespace Genode {

	template <typename> class List;
	template <typename> class List_element;
}


/**
 * List of objects that inherit from 'List<LT>::Element'
 *
 * The list never allocates memory and does not own its elements.
 */
template <typename LT>
class Genode::List
{
	private:

		LT *_first = nullptr;

	public:

		class Element
		{
			private:

				friend class List;

				mutable LT *_next = nullptr;

			public:

				/**
				 * Return next element, or null at the end of the list
				 */
				LT *next() const { return _next; }
		};

	private:

		static LT *&_next(LT const *e) {
			return static_cast<Element const *>(e)->_next; }

	public:

		List() { }

		/**
		 * Return first element, or null if the list is empty
		 */
		LT       *first()       { return _first; }
		LT const *first() const { return _first; }

		/**
		 * Insert element that is not in any list
		 *
		 * \param at  element to insert behind, or null for inserting at the
		 *            head of the list
		 */
		void insert(LT const *e, LT const *at = nullptr)
		{
			LT *&link = at ? _next(at) : _first;

			_next(e) = link;
			link     = const_cast<LT *>(e);
		}

		/**
		 * Remove element, has no effect if the element is not in the list
		 */
		void remove(LT const *e)
		{
			LT **link = &_first;
			while (*link && *link != e)
				link = &_next(*link);

			if (!*link)
				return;

			*link    = _next(e);
			_next(e) = nullptr;
		}
};


/**
 * List element that refers to an object
 *
 * It allows an object to be in several lists without inheriting anything.
 */
template <typename T>
class Genode::List_element : public List<List_element<T> >::Element
{
	private:

		T *_object;

	public:

		List_element(T *object) : _object(object) { }

		T *object() const { return _object; }
};

#endif /* _INCLUDE__UTIL__LIST_H_ */
