/*
 * \brief  Tests of lists and queues
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <list>
#include <vector>

#include <gtest/gtest.h>

#include <util/fifo.h>
#include <util/list.h>

#include <support.h>

using Util_test::Random;

namespace {

	struct Item : Genode::List<Item>::Element
	{
		bool inserted = false;
	};

	/* an element of two lists, which it inherits privately */
	struct Double : private Genode::List<Double>::Element,
	                public  Genode::Fifo<Double>::Element
	{
		friend class Genode::List<Double>;

		using Genode::Fifo<Double>::Element::next;
	};

	struct Job : Genode::Fifo<Job>::Element { };

	template <typename T>
	std::vector<T *> elements_from(T *first)
	{
		std::vector<T *> result;
		for (; first; first = first->next())
			result.push_back(first);
		return result;
	}

	auto elements(Genode::List<Item> &list) { return elements_from(list.first()); }
	auto elements(Genode::Fifo<Job> const &fifo) { return elements_from(fifo.head()); }
}


TEST(List, inserts_at_the_head_or_behind_an_element)
{
	Genode::List<Item> list;
	Item a, b, c, d;

	EXPECT_EQ(list.first(), nullptr);

	list.insert(&a);
	list.insert(&b);
	list.insert(&c, &b);
	list.insert(&d, &a);

	EXPECT_EQ(elements(list), (std::vector<Item *> { &b, &c, &a, &d }));

	auto const &const_list = list;
	EXPECT_EQ(const_list.first(), &b);

	list.remove(&b);
	list.remove(&a);
	EXPECT_EQ(elements(list), (std::vector<Item *> { &c, &d }));
	EXPECT_EQ(a.next(), nullptr);

	/* no effect */
	list.remove(&a);
	EXPECT_EQ(elements(list), (std::vector<Item *> { &c, &d }));

	list.remove(&d);
	list.remove(&c);
	EXPECT_EQ(list.first(), nullptr);
}


TEST(List, behaves_like_a_list)
{
	Random             random(11);
	std::vector<Item>  items(30);
	Genode::List<Item> list;
	std::list<Item *>  model;

	for (unsigned step = 0; step < 20000; step++) {

		Item &item = items[random() % items.size()];

		if (item.inserted) {
			list.remove(&item);
			model.remove(&item);
		} else if (model.empty() || random() % 2) {
			list.insert(&item);
			model.push_front(&item);
		} else {
			auto at = std::next(model.begin(), (long)(random() % model.size()));
			list.insert(&item, *at);
			model.insert(std::next(at), &item);
		}
		item.inserted = !item.inserted;

		ASSERT_TRUE(std::ranges::equal(elements(list), model));
	}
}


TEST(List, element_refers_to_object)
{
	typedef Genode::List_element<int> Element;

	int value = 3;
	Element a(&value), b(&value);

	Genode::List<Element> first, second;
	first.insert(&a);
	second.insert(&b);

	EXPECT_EQ(first.first()->object(), &value);
	EXPECT_EQ(second.first()->object(), &value);
}


TEST(List, element_may_be_in_another_container_too)
{
	Genode::List<Double> list;
	Genode::Fifo<Double> fifo;
	Double a, b;

	list.insert(&a);
	list.insert(&b);
	fifo.enqueue(&a);
	fifo.enqueue(&b);

	EXPECT_EQ(list.first(), &b);
	EXPECT_EQ(fifo.head(), &a);
	EXPECT_EQ(a.next(), &b);
}


TEST(Fifo, dequeues_in_order)
{
	Genode::Fifo<Job> fifo;
	Job a, b, c;

	EXPECT_TRUE(fifo.empty());
	EXPECT_EQ(fifo.head(), nullptr);
	EXPECT_EQ(fifo.dequeue(), nullptr);
	EXPECT_FALSE(a.is_enqueued());

	fifo.enqueue(&a);
	fifo.enqueue(&b);
	fifo.enqueue(&c);

	/* no effect */
	fifo.enqueue(&a);

	EXPECT_FALSE(fifo.empty());
	EXPECT_TRUE(a.is_enqueued());
	EXPECT_EQ(elements(fifo), (std::vector<Job *> { &a, &b, &c }));

	EXPECT_EQ(fifo.dequeue(), &a);
	EXPECT_FALSE(a.is_enqueued());
	fifo.enqueue(&a);

	EXPECT_EQ(fifo.dequeue(), &b);
	EXPECT_EQ(fifo.dequeue(), &c);
	EXPECT_EQ(fifo.dequeue(), &a);
	EXPECT_EQ(fifo.dequeue(), nullptr);
	EXPECT_TRUE(fifo.empty());
}


TEST(Fifo, removes_elements_at_any_position)
{
	for (unsigned position = 0; position < 3; position++) {

		Genode::Fifo<Job>  fifo;
		Job                jobs[4];
		std::vector<Job *> expected;

		for (unsigned i = 0; i < 3; i++) {
			fifo.enqueue(&jobs[i]);
			if (i != position)
				expected.push_back(&jobs[i]);
		}

		fifo.remove(&jobs[position]);
		EXPECT_FALSE(jobs[position].is_enqueued());

		/* no effect */
		fifo.remove(&jobs[position]);

		/* the tail is right if a further element appears at the end */
		fifo.enqueue(&jobs[3]);
		expected.push_back(&jobs[3]);

		EXPECT_EQ(elements(fifo), expected);
	}
}


TEST(Fifo, behaves_like_a_list)
{
	Random            random(13);
	std::vector<Job>  jobs(20);
	Genode::Fifo<Job> fifo;
	std::list<Job *>  model;

	for (unsigned step = 0; step < 20000; step++) {

		Job &job = jobs[random() % jobs.size()];

		switch (random() % 3) {

		case 0:
			if (!job.is_enqueued())
				model.push_back(&job);
			fifo.enqueue(&job);
			break;

		case 1:
			fifo.remove(&job);
			model.remove(&job);
			break;

		case 2:
			ASSERT_EQ(fifo.dequeue(), model.empty() ? nullptr : model.front());
			if (!model.empty())
				model.pop_front();
			break;
		}

		ASSERT_EQ(fifo.empty(), model.empty());
		ASSERT_TRUE(std::ranges::equal(elements(fifo), model));
	}
}


TEST(Fifo, element_refers_to_object)
{
	typedef Genode::Fifo_element<int> Element;

	int value = 3;
	Element a(&value), b(&value);

	Genode::Fifo<Element> first, second;
	first.enqueue(&a);
	second.enqueue(&b);

	EXPECT_EQ(first.dequeue()->object(), &value);
	EXPECT_TRUE(b.is_enqueued());
}
