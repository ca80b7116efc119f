/*
 * \brief  Balanced binary tree (AVL tree)
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__AVL_TREE_H_
#define _INCLUDE__UTIL__AVL_TREE_H_

#include <util/misc_math.h>

namespace Genode {

	class Avl_node_base;

	template <typename> class Avl_node;
	template <typename> class Avl_tree;
}


/**
 * Part of an AVL-tree node that does not depend on the node type
 *
 * The tree is represented by a node that is no element but holds the root of
 * the elements as its left child. It is the only node with no parent that is
 * connected to others.
 */
class Genode::Avl_node_base
{
	public:

		typedef bool Side;

		enum { LEFT = false, RIGHT = true };

	protected:

		/**
		 * Operations that depend on the type of the nodes
		 */
		struct Policy
		{
			/* return true if 'node' belongs to the right of 'at' */
			bool (*right_of)(Avl_node_base &at, Avl_node_base &node);

			/* update what the node keeps about the subtree below it */
			void (*recompute)(Avl_node_base &);
		};

		Avl_node_base *_child[2] { nullptr, nullptr };
		Avl_node_base *_parent   { nullptr };
		unsigned char  _height   { 1 };

		Avl_node_base() { }

		/*
		 * The position in the tree belongs to the object, not to its value
		 */
		Avl_node_base(Avl_node_base const &) { }
		Avl_node_base &operator = (Avl_node_base const &) { return *this; }

		/**
		 * Insert node, to be called for the node that represents the tree
		 */
		void _insert(Avl_node_base &node, Policy const &);

		/**
		 * Remove node, to be called for the node that represents the tree
		 */
		void _remove(Avl_node_base &node, Policy const &);

	private:

		static unsigned _height_of(Avl_node_base const *node) {
			return node ? node->_height : 0; }

		/* return the side at which the node is connected to its parent */
		Side _side() const { return _parent->_child[RIGHT] == this; }

		void _adopt(Avl_node_base *node, Side side);
		void _update(Policy const &);

		Avl_node_base &_rotate(Side, Policy const &);
		Avl_node_base &_rebalance(Policy const &);

		static void _retrace(Avl_node_base *from, Policy const &);
};


/**
 * AVL-tree node of type 'NT', which inherits from 'Avl_node<NT>'
 *
 * The type 'NT' must provide the method 'bool higher(NT *other)' that returns
 * true if the key of 'other' is higher than the own key. It may provide a
 * method 'void recompute()', which is called whenever the subtree below the
 * node has changed.
 */
template <typename NT>
class Genode::Avl_node : public Avl_node_base
{
	protected:

		static NT *_typed(Avl_node_base *node) {
			return static_cast<NT *>(static_cast<Avl_node *>(node)); }

	public:

		/**
		 * Return child at the given side, or null
		 */
		NT *child(Side side) const { return _typed(_child[side]); }

		/**
		 * Called after a change of the subtree, to be hidden by 'NT'
		 */
		void recompute() { }

		/**
		 * Call 'func' with each node of the subtree, in ascending order
		 */
		template <typename FUNC>
		void for_each(FUNC &&func)
		{
			if (NT *left = child(LEFT)) left->Avl_node<NT>::for_each(func);

			func(*_typed(this));

			if (NT *right = child(RIGHT)) right->Avl_node<NT>::for_each(func);
		}

		template <typename FUNC>
		void for_each(FUNC &&func) const
		{
			const_cast<Avl_node *>(this)->for_each([&] (NT const &node) { func(node); });
		}
};


/**
 * AVL tree of nodes of type 'NT'
 *
 * The tree never allocates memory and does not own its nodes. Nodes with equal
 * keys can coexist.
 */
template <typename NT>
class Genode::Avl_tree : Avl_node<NT>
{
	private:

		typedef Avl_node<NT> Node;

		static bool _right_of(Avl_node_base &at, Avl_node_base &node) {
			return Node::_typed(&at)->higher(Node::_typed(&node)); }

		static void _recompute(Avl_node_base &node) {
			Node::_typed(&node)->recompute(); }

		static typename Node::Policy _policy() { return { _right_of, _recompute }; }

	public:

		Avl_tree() { }

		Avl_tree(Avl_tree const &) = delete;
		Avl_tree &operator = (Avl_tree const &) = delete;

		/**
		 * Insert node that is in no tree
		 */
		void insert(Avl_node<NT> *node) { this->_insert(*node, _policy()); }

		/**
		 * Remove node, has no effect if the node is in no tree
		 */
		void remove(Avl_node<NT> *node) { this->_remove(*node, _policy()); }

		/**
		 * Return root node, from which a search starts, or null
		 */
		NT *first() const { return this->child(Node::LEFT); }

		/**
		 * Call 'func' with each node, in ascending order
		 *
		 * The tree must not be changed meanwhile.
		 */
		template <typename FUNC>
		void for_each(FUNC &&func)
		{
			if (first()) first()->Avl_node<NT>::for_each(func);
		}

		template <typename FUNC>
		void for_each(FUNC &&func) const
		{
			Node const * const root = first();

			if (root) root->for_each(func);
		}
};

#endif /* _INCLUDE__UTIL__AVL_TREE_H_ */
