/*
 * \brief  Tests of the slab allocator
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstring>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include <base/slab.h>
#include <base/tslab.h>

#include <support.h>

using namespace Util_test;
using Genode::addr_t;
using Genode::Allocator;
using Genode::Slab;
using Genode::Tslab;

namespace {

	/* size of a block for the given number of entries */
	constexpr std::size_t block_size(std::size_t slab_size, std::size_t entries)
	{
		return Slab::overhead_per_block() + entries*(slab_size + Slab::overhead_per_entry());
	}

	struct Block_object
	{
		int         a = 1;
		std::string b = "text";
	};

	struct Entry { unsigned char *ptr; unsigned char fill; };

	/**
	 * Entries in use, filled with a pattern
	 */
	struct Model
	{
		Slab             &slab;
		std::size_t       size;
		std::vector<Entry> entries { };

		bool alloc(unsigned char fill)
		{
			Entry e { nullptr, fill };
			if (!slab.alloc(size, (void **)&e.ptr))
				return false;

			memset(e.ptr, fill, size);
			entries.push_back(e);
			return true;
		}

		void free(std::size_t i)
		{
			Entry const e = entries[i];

			for (std::size_t k = 0; k < size; k++)
				ASSERT_EQ(e.ptr[k], e.fill);

			slab.free(e.ptr, size);
			entries[i] = entries.back();
			entries.pop_back();
		}

		bool contains(void *ptr) const
		{
			for (Entry const &e : entries)
				if (e.ptr == ptr)
					return true;
			return false;
		}
	};
}


TEST(Slab, block_holds_as_many_entries_as_computed)
{
	for (std::size_t slab_size : { 1, 7, 8, 24, 100 }) {
		for (std::size_t entries : { 1, 2, 5, 33 }) {

			/* without backing store, all entries of the block can be used */
			std::size_t const size  = block_size(slab_size, entries);
			auto const        block = std::make_unique<addr_t[]>((size + 7)/8);

			EXPECT_EQ(Slab(slab_size, size - 1, block.get()).avail_entries(), entries - 1);

			Slab  slab(slab_size, size, block.get());
			Model model { slab, slab_size };

			EXPECT_EQ(slab.avail_entries(), entries);

			while (model.alloc((unsigned char)model.entries.size()));

			EXPECT_EQ(model.entries.size(), entries);
			EXPECT_EQ(slab.avail_entries(), 0u);

			while (!model.entries.empty())
				model.free(0);

			EXPECT_EQ(slab.avail_entries(), entries);
		}
	}
}


TEST(Slab, entries_are_aligned_to_words)
{
	Test_allocator backing_store;
	Slab slab(24, block_size(24, 10), nullptr, &backing_store);

	for (unsigned i = 0; i < 30; i++) {
		void *ptr = nullptr;
		ASSERT_TRUE(slab.alloc(24, &ptr));
		EXPECT_EQ((addr_t)ptr % sizeof(addr_t), 0u);
	}
}


TEST(Slab, refuses_what_does_not_fit)
{
	Test_allocator backing_store;
	Slab slab(24, block_size(24, 10), nullptr, &backing_store);

	void *ptr = &slab;
	EXPECT_FALSE(slab.alloc(25, &ptr));
	EXPECT_EQ(ptr, &slab);
	EXPECT_TRUE(slab.alloc(1, &ptr));
	EXPECT_EQ(slab.slab_size(), 24u);
	EXPECT_FALSE(slab.need_size_for_free());
	EXPECT_GE(slab.overhead(1), 24 + Slab::overhead_per_entry());
	slab.free(ptr, 1);
}


TEST(Slab, needs_a_first_block)
{
	Test_allocator backing_store;
	backing_store.credit = 0;

	EXPECT_THROW(Slab(24, 1024, nullptr, &backing_store), Allocator::Out_of_memory);

	Slab slab(24, 1024, nullptr);
	void *ptr = nullptr;
	EXPECT_FALSE(slab.alloc(24, &ptr));
	EXPECT_EQ(slab.consumed(), 0u);
}


TEST(Slab, tiny_blocks_are_of_no_use)
{
	Test_allocator backing_store;
	addr_t         block[8];

	for (std::size_t size : { std::size_t(0), Slab::overhead_per_block(), block_size(24, 1) - 1 }) {

		Slab  slab(24, size, block);
		void *ptr = nullptr;
		EXPECT_FALSE(slab.alloc(24, &ptr));
		slab.insert_sb(block);
		EXPECT_EQ(slab.avail_entries(), 0u);
		EXPECT_EQ(slab.any_used_elem(), nullptr);

		EXPECT_THROW(Slab(24, size, nullptr, &backing_store), Allocator::Out_of_memory);
	}

	Slab slab(~0UL, 1024, block);
	EXPECT_EQ(slab.avail_entries(), 0u);
}


TEST(Slab, reports_invalid_free)
{
	Test_allocator backing_store;
	Slab slab(13, block_size(13, 10), nullptr, &backing_store);

	void *a = nullptr, *b = nullptr;
	ASSERT_TRUE(slab.alloc(13, &a));
	ASSERT_TRUE(slab.alloc(13, &b));

	take_log();
	slab.free(a, 13);
	slab.free(nullptr, 13);
	EXPECT_EQ(take_log(), "");

	std::size_t const avail = slab.avail_entries();

	/* the entry is the last free one, and in front of other free ones */
	for (void *ptr : { a, b, a }) {
		slab.free(ptr, 13);
		slab.free(ptr, 13);
		EXPECT_NE(take_log().find("Error: "), std::string::npos);
	}
	EXPECT_EQ(slab.avail_entries(), avail + 1);
}


TEST(Slab, inserted_block_is_used)
{
	constexpr std::size_t SIZE = block_size(16, 4);

	addr_t first[SIZE/8 + 1], second[SIZE/8 + 1];

	Slab  slab(16, SIZE, first);
	Model model { slab, 16 };

	while (model.alloc(1));
	EXPECT_EQ(model.entries.size(), 4u);

	slab.insert_sb(second);
	EXPECT_EQ(slab.avail_entries(), 4u);
	EXPECT_EQ(slab.consumed(), 2*SIZE);

	while (model.alloc(2));
	EXPECT_EQ(model.entries.size(), 8u);
}


TEST(Slab, gives_empty_blocks_back)
{
	Test_allocator backing_store;
	{
		Slab  slab(16, block_size(16, 8), nullptr, &backing_store);
		Model model { slab, 16 };

		while (model.entries.size() < 800)
			ASSERT_TRUE(model.alloc(3));

		EXPECT_GE(backing_store.num_blocks(), 100u);
		EXPECT_EQ(slab.consumed(), backing_store.consumed());

		while (!model.entries.empty())
			model.free(model.entries.size() - 1);

		EXPECT_EQ(backing_store.num_blocks(), 1u);

		slab.free_empty_blocks();
		EXPECT_EQ(backing_store.num_blocks(), 0u);
		EXPECT_EQ(slab.consumed(), 0u);

		EXPECT_TRUE(model.alloc(4));
		EXPECT_EQ(slab.any_used_elem(), model.entries[0].ptr);
		slab.free_empty_blocks();
		EXPECT_EQ(slab.any_used_elem(), model.entries[0].ptr);
	}
	EXPECT_EQ(backing_store.num_blocks(), 0u);
	EXPECT_EQ(backing_store.mismatches, 0u);
}


TEST(Slab, initial_block_never_goes_to_the_backing_store)
{
	constexpr std::size_t SIZE = block_size(16, 8);

	Test_allocator backing_store;
	addr_t         initial[SIZE/8 + 1];
	{
		Slab  slab(16, SIZE, initial, &backing_store);
		Model model { slab, 16 };

		EXPECT_EQ(backing_store.num_blocks(), 0u);

		while (model.entries.size() < 50)
			ASSERT_TRUE(model.alloc(5));

		while (!model.entries.empty())
			model.free(0);

		slab.free_empty_blocks();
		EXPECT_EQ(slab.avail_entries(), 8u);
	}
	EXPECT_EQ(backing_store.num_blocks(), 0u);
	EXPECT_EQ(backing_store.mismatches, 0u);
}


TEST(Slab, behaves_like_the_model)
{
	for (std::size_t size : { 5, 8, 40 }) {
		for (unsigned seed = 0; seed < 4; seed++) {

			Random         random(seed);
			Test_allocator backing_store;
			Slab           slab(size, block_size(size, 10) + seed, nullptr, &backing_store);
			Model          model { slab, size };

			for (unsigned step = 0; step < 10000; step++) {

				/* the backing store is exhausted every now and then */
				backing_store.credit = (step/500) % 3 ? ~0UL : 0;

				bool const grow = (step/1000) % 2 == 0;

				if (random() % 4 == 0 ? !grow : grow) {
					std::size_t const avail = slab.avail_entries();
					bool        const ok    = model.alloc((unsigned char)random());
					ASSERT_TRUE(ok || (avail == 0 && !backing_store.credit));
				} else if (!model.entries.empty()) {
					model.free(random() % model.entries.size());
				}

				if (random() % 100 == 0)
					slab.free_empty_blocks();

				void * const any = slab.any_used_elem();
				ASSERT_EQ(any != nullptr, !model.entries.empty());
				ASSERT_TRUE(!any || model.contains(any));

				ASSERT_EQ(slab.consumed(), backing_store.consumed());
				ASSERT_EQ(slab.avail_entries() + model.entries.size(), backing_store.num_blocks()*10);
			}
			EXPECT_EQ(backing_store.mismatches, 0u);
		}
	}
}


TEST(Tslab, holds_objects)
{
	Test_allocator backing_store;
	{
		Tslab<Block_object, 1024> slab(&backing_store);

		EXPECT_EQ(slab.first_object(), nullptr);

		std::set<Block_object *> objects;
		for (unsigned i = 0; i < 100; i++)
			objects.insert(new (slab) Block_object);

		EXPECT_EQ(objects.size(), 100u);

		while (Block_object *obj = slab.first_object()) {
			EXPECT_EQ(obj->b, "text");
			EXPECT_EQ(objects.erase(obj), 1u);
			Genode::destroy(slab, obj);
		}
		EXPECT_EQ(objects.size(), 0u);
	}
	EXPECT_EQ(backing_store.num_blocks(), 0u);
}


TEST(Tslab, starts_with_the_initial_block)
{
	alignas(addr_t) char block[1024];

	Tslab<Block_object, sizeof(block)> slab(nullptr, block);

	Block_object * const obj = new (slab) Block_object;
	EXPECT_GE((char *)obj, block);
	EXPECT_LT((char *)obj, block + sizeof(block));
	EXPECT_EQ(slab.first_object(), obj);

	Genode::destroy(slab, obj);
	EXPECT_EQ(slab.first_object(), nullptr);
}
