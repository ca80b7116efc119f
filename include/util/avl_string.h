/*
 * \brief  Strings as keys of AVL trees
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__AVL_STRING_H_
#define _INCLUDE__UTIL__AVL_STRING_H_

#include <util/avl_tree.h>
#include <util/noncopyable.h>
#include <util/string.h>

namespace Genode {

	class Avl_string_base;

	template <int STR_LEN> class Avl_string;
}


/**
 * Tree node with a string as key, which is stored elsewhere
 */
class Genode::Avl_string_base : public Avl_node<Avl_string_base>
{
	private:

		char const * const _str;

		/* a copy would refer to the buffer of the original */
		Avl_string_base(Avl_string_base const &) = delete;
		Avl_string_base &operator = (Avl_string_base const &) = delete;

	protected:

		/**
		 * Constructor
		 *
		 * \param str  null-terminated string that must outlive the node
		 */
		Avl_string_base(char const *str) : _str(str) { }

	public:

		char const *name() const { return _str; }

		/**
		 * Find node by name in the subtree below this node
		 *
		 * \return  node or null if no node of that name exists
		 */
		Avl_string_base *find_by_name(char const *name)
		{
			for (Avl_string_base *node = this; node; ) {

				int const order = strcmp(name, node->_str);
				if (order == 0)
					return node;

				node = node->child(order > 0);
			}
			return nullptr;
		}

		/* Avl_node interface */
		bool higher(Avl_string_base *other) const {
			return strcmp(other->_str, _str) > 0; }
};


/**
 * Tree node that contains its name
 *
 * \param STR_LEN  size of the buffer including the terminating zero, a longer
 *                 name is truncated
 */
template <int STR_LEN>
class Genode::Avl_string : public Avl_string_base
{
	private:

		char _str_buf[STR_LEN];

	public:

		Avl_string(char const *str) : Avl_string_base(_str_buf)
		{
			strncpy(_str_buf, str, sizeof(_str_buf));
		}
};

#endif /* _INCLUDE__UTIL__AVL_STRING_H_ */
