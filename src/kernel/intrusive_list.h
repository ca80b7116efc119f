/*
 * \brief  List whose links are part of its elements
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__INTRUSIVE_LIST_H_
#define _KERNEL__INTRUSIVE_LIST_H_

namespace Kernel {

	template <typename T> struct List_link;

	template <typename T, List_link<T> T::*LINK> class Intrusive_list;
}


template <typename T>
struct Kernel::List_link
{
	T *next = nullptr;
	T *prev = nullptr;
};


/**
 * Doubly linked list, insertion and removal take constant time
 *
 * \param LINK  member of 'T' that holds the links of this list
 */
template <typename T, Kernel::List_link<T> T::*LINK>
class Kernel::Intrusive_list
{
	private:

		T *_first = nullptr;

	public:

		T *first() const { return _first; }

		static T *next(T const &element) { return (element.*LINK).next; }

		void insert(T &element)
		{
			element.*LINK = { _first, nullptr };
			if (_first)
				(_first->*LINK).prev = &element;
			_first = &element;
		}

		void remove(T &element)
		{
			List_link<T> &link = element.*LINK;

			if (link.prev)
				(link.prev->*LINK).next = link.next;
			else
				_first = link.next;

			if (link.next)
				(link.next->*LINK).prev = link.prev;

			link = { };
		}

		/**
		 * Call 'fn' for each element, which must not change the list
		 */
		void for_each(auto const &fn) const
		{
			for (T *element = _first; element; element = next(*element))
				fn(*element);
		}
};

#endif /* _KERNEL__INTRUSIVE_LIST_H_ */
