/*
 * \brief  Tests of AVL trees and of trees of strings
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include <util/avl_string.h>
#include <util/avl_tree.h>

#include <support.h>

using namespace Genode;
using Util_test::Random;

namespace {

	/**
	 * Node that knows the number of nodes below it
	 */
	struct Number : Avl_node<Number>
	{
		int      key = 0;
		unsigned count = 1;
		bool     inserted = false;

		bool higher(Number *other) const { return other->key > key; }

		void recompute()
		{
			count = 1;
			for (Side side : { LEFT, RIGHT })
				if (Number *c = child(side))
					count += c->count;
		}

		/* return height, check what must hold for each node */
		static int checked_height(Number const *node, Avl_node_base const *parent)
		{
			if (!node)
				return 0;

			EXPECT_EQ(node->_parent, parent);

			Number const *left  = node->child(LEFT),
			             *right = node->child(RIGHT);

			int const left_height  = checked_height(left,  node),
			          right_height = checked_height(right, node);

			EXPECT_LE(std::abs(left_height - right_height), 1);

			int const height = 1 + std::max(left_height, right_height);

			EXPECT_EQ(node->_height, height);
			EXPECT_EQ(node->count, 1 + (left ? left->count : 0) + (right ? right->count : 0));

			return height;
		}

		Avl_node_base const *parent() const { return _parent; }
	};

	struct Tree : Avl_tree<Number>
	{
		std::vector<int> keys() const
		{
			std::vector<int> result;
			for_each([&] (Number const &n) { result.push_back(n.key); });
			return result;
		}

		void check(std::vector<int> expected) const
		{
			Number const * const root = first();
			Number::checked_height(root, root ? root->parent() : nullptr);

			std::sort(expected.begin(), expected.end());
			EXPECT_EQ(keys(), expected);
		}
	};
}


TEST(Avl_tree, is_empty_initially)
{
	Tree tree;

	EXPECT_EQ(tree.first(), nullptr);
	tree.check({ });
}


TEST(Avl_tree, stays_balanced_for_each_order_of_few_nodes)
{
	constexpr unsigned NUM = 5;

	Number nodes[NUM];

	std::vector<unsigned> inserts(NUM), removals(NUM);
	std::iota(inserts.begin(),  inserts.end(),  0);
	std::iota(removals.begin(), removals.end(), 0);

	for (unsigned i = 0; i < NUM; i++)
		nodes[i].key = (int)i;

	do {
		do {
			Tree             tree;
			std::vector<int> keys;

			for (unsigned i : inserts) {
				tree.insert(&nodes[i]);
				keys.push_back(nodes[i].key);
				tree.check(keys);
			}

			for (unsigned i : removals) {
				tree.remove(&nodes[i]);
				std::erase(keys, nodes[i].key);
				tree.check(keys);
			}
			ASSERT_FALSE(HasFailure());

		} while (std::next_permutation(removals.begin(), removals.end()));
	} while (std::next_permutation(inserts.begin(), inserts.end()));
}


TEST(Avl_tree, stays_balanced_for_sorted_input)
{
	constexpr unsigned NUM = 1000;

	for (bool ascending : { false, true }) {

		std::vector<Number> nodes(NUM);
		std::vector<int>    keys;
		Tree                tree;

		for (unsigned i = 0; i < NUM; i++) {
			nodes[i].key = (int)(ascending ? i : NUM - i);
			keys.push_back(nodes[i].key);
			tree.insert(&nodes[i]);
		}
		tree.check(keys);

		/* the limit of the height of an AVL tree is 1.44*log2(n) */
		EXPECT_LE(Number::checked_height(tree.first(), tree.first()->parent()), 14);
	}
}


TEST(Avl_tree, behaves_like_a_sorted_list)
{
	for (unsigned seed = 0; seed < 20; seed++) {

		Random              random(seed);
		std::vector<Number> nodes(200);
		std::vector<int>    keys;
		Tree                tree;

		/* the fewer keys, the more nodes with equal keys */
		int const num_keys = seed % 2 ? 1000 : 20;

		for (unsigned step = 0; step < 2000; step++) {

			Number &n = nodes[random() % nodes.size()];

			if (n.inserted) {
				tree.remove(&n);
				keys.erase(std::find(keys.begin(), keys.end(), n.key));
			} else {
				n.key = (int)(random() % (unsigned)num_keys);
				tree.insert(&n);
				keys.push_back(n.key);
			}
			n.inserted = !n.inserted;

			tree.check(keys);
			ASSERT_FALSE(HasFailure()) << "seed " << seed << " step " << step;
		}
	}
}


TEST(Avl_tree, removal_of_a_node_that_is_in_no_tree_has_no_effect)
{
	Tree   tree;
	Number a, b;

	tree.insert(&a);
	tree.remove(&b);
	tree.check({ 0 });

	tree.remove(&a);
	tree.remove(&a);
	tree.check({ });
}


TEST(Avl_tree, copy_of_a_node_is_in_no_tree)
{
	Tree   tree;
	Number a;
	a.key = 7;
	tree.insert(&a);

	Number b(a);
	EXPECT_EQ(b.key, 7);

	/* neither the removal of the copy nor its insertion affects the original */
	tree.remove(&b);
	tree.check({ 7 });

	tree.insert(&b);
	tree.check({ 7, 7 });

	/* the assignment leaves the structure of the tree alone */
	b = a;
	EXPECT_EQ(tree.keys(), (std::vector<int> { 7, 7 }));
	tree.remove(&a);
	EXPECT_EQ(tree.first(), &b);
}


TEST(Avl_tree, for_each_accepts_functors_with_state)
{
	Tree   tree;
	Number a, b;
	tree.insert(&a);
	tree.insert(&b);

	int sum = 0;
	tree.for_each([&sum, i = 0] (Number &) mutable { sum += ++i; });
	EXPECT_EQ(sum, 3);

	/* nodes may be changed as long as their keys keep the order */
	tree.for_each([] (Number &n) { n.key = 5; });
	EXPECT_EQ(static_cast<Tree const &>(tree).keys(), (std::vector<int> { 5, 5 }));

	int calls = 0;
	auto const counter = [&] (Number const &) { calls++; };
	tree.for_each(counter);
	tree.first()->for_each(counter);
	EXPECT_EQ(calls, 4);
}


TEST(Avl_string, is_found_by_name)
{
	typedef Avl_string<8> Name;

	Avl_tree<Avl_string_base> tree;

	char const * const words[] { "zeta", "alpha", "", "mid", "alphabet", "Alpha" };

	std::vector<std::unique_ptr<Name>> nodes;
	for (char const *word : words) {
		nodes.push_back(std::make_unique<Name>(word));
		tree.insert(nodes.back().get());
	}

	for (unsigned i = 0; i < nodes.size(); i++) {
		std::string const name = std::string(words[i]).substr(0, 7);
		EXPECT_EQ(tree.first()->find_by_name(name.c_str()), nodes[i].get());
		EXPECT_EQ(nodes[i]->name(), name);
	}

	for (char const *other : { "alph", "alphaa", "x", "alphabet" })
		EXPECT_EQ(tree.first()->find_by_name(other), nullptr) << other;

	std::vector<std::string> names;
	tree.for_each([&] (Avl_string_base const &n) { names.push_back(n.name()); });
	EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
}
