/*
 * \brief  Insertion, removal, and balancing of AVL trees
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <util/avl_tree.h>

using namespace Genode;


void Avl_node_base::_adopt(Avl_node_base *node, Side side)
{
	_child[side] = node;

	if (node)
		node->_parent = this;
}


void Avl_node_base::_update(Policy const &policy)
{
	unsigned const left  = _height_of(_child[LEFT]),
	               right = _height_of(_child[RIGHT]);

	_height = (unsigned char)(1 + (left > right ? left : right));

	policy.recompute(*this);
}


/*
 * Move node down to 'side', return the node that takes its place
 */
Avl_node_base &Avl_node_base::_rotate(Side side, Policy const &policy)
{
	Avl_node_base &parent   = *_parent;
	Side     const own_side = _side();
	Avl_node_base &riser    = *_child[!side];

	_adopt(riser._child[side], !side);
	riser._adopt(this, side);
	parent._adopt(&riser, own_side);

	_update(policy);
	riser._update(policy);

	return riser;
}


/*
 * Re-establish balance and cached values of the node, its subtrees being in
 * order, return the node that is at its place afterwards
 */
Avl_node_base &Avl_node_base::_rebalance(Policy const &policy)
{
	static constexpr Side sides[] { LEFT, RIGHT };

	for (Side side : sides) {

		Avl_node_base * const tall = _child[side];

		if (_height_of(tall) <= _height_of(_child[!side]) + 1)
			continue;

		/* if the inner grandchild is the tall one, make it the outer one */
		if (_height_of(tall->_child[!side]) > _height_of(tall->_child[side]))
			tall->_rotate(side, policy);

		return _rotate(!side, policy);
	}

	_update(policy);
	return *this;
}


void Avl_node_base::_retrace(Avl_node_base *node, Policy const &policy)
{
	/*
	 * Walk up to the root even where no height has changed because the
	 * change may be of concern for the values kept by the nodes.
	 */
	while (node->_parent)
		node = node->_rebalance(policy)._parent;
}


void Avl_node_base::_insert(Avl_node_base &node, Policy const &policy)
{
	Avl_node_base *parent = this;
	Side           side   = LEFT;

	while (Avl_node_base *next = parent->_child[side]) {
		parent = next;
		side   = policy.right_of(*parent, node);
	}

	node._child[LEFT] = node._child[RIGHT] = nullptr;
	parent->_adopt(&node, side);

	_retrace(&node, policy);
}


void Avl_node_base::_remove(Avl_node_base &node, Policy const &policy)
{
	if (!node._parent)
		return;

	/* lowest node whose subtree changes */
	Avl_node_base *changed = node._parent;

	if (node._child[LEFT] && node._child[RIGHT]) {

		/* the next higher node becomes the substitute, it has no left child */
		Avl_node_base *substitute = node._child[RIGHT];
		while (substitute->_child[LEFT])
			substitute = substitute->_child[LEFT];

		changed = substitute->_parent == &node ? substitute : substitute->_parent;

		substitute->_parent->_adopt(substitute->_child[RIGHT], substitute->_side());

		substitute->_adopt(node._child[LEFT],  LEFT);
		substitute->_adopt(node._child[RIGHT], RIGHT);

		node._parent->_adopt(substitute, node._side());

	} else {

		Side const side = node._child[LEFT] ? LEFT : RIGHT;

		node._parent->_adopt(node._child[side], node._side());
	}

	node._parent = node._child[LEFT] = node._child[RIGHT] = nullptr;

	_retrace(changed, policy);
}
