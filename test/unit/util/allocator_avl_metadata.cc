/*
 * \brief  Tests of the bookkeeping of the allocator of address ranges
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstring>
#include <map>
#include <vector>

#include <gtest/gtest.h>

#include <base/allocator_avl.h>

#include <support.h>

using namespace Util_test;
using Genode::addr_t;
using Genode::Allocator_avl;

typedef Genode::Range_allocator::Alloc_return Alloc_return;

namespace {

	/**
	 * Meta data that counts its instances
	 */
	struct Counted
	{
		static int num;

		int value;

		Counted(int value) : value(value) { num++; }
		Counted(Counted const &other) : value(other.value) { num++; }
		~Counted() { num--; }

		Counted &operator = (Counted const &) = default;
	};

	int Counted::num;
}


TEST(Allocator_avl_metadata, failure_of_its_allocator_leaves_the_state_intact)
{
	Test_allocator md_alloc;
	md_alloc.credit = 0;

	typedef Genode::Allocator_avl_tpl<int, 1024> Alloc;
	Alloc alloc(&md_alloc);

	EXPECT_EQ(alloc.add_range(0x1000, 0x1000), 0);

	/* leave gaps, so that each allocation needs further meta data */
	std::vector<void *> addrs;
	for (;;) {
		void *addr = nullptr;
		Alloc_return const result = alloc.alloc_aligned(1, &addr, 4, 0x1001);
		if (result.is_error()) {
			EXPECT_EQ(result.value, Alloc_return::OUT_OF_METADATA);
			EXPECT_EQ(addr, nullptr);
			break;
		}
		addrs.push_back(addr);
	}

	EXPECT_GT(addrs.size(), 2u);

	/* use up what was not enough for a further allocation */
	addr_t spare = 0x100000;
	while (alloc.add_range(spare, 1) == 0)
		spare += 2;

	std::size_t const num_spare = (spare - 0x100000)/2;

	EXPECT_EQ(alloc.avail(), 0x1000 - addrs.size() + num_spare);
	EXPECT_EQ(alloc.alloc_addr(1, 0x1f00).value, Alloc_return::OUT_OF_METADATA);
	EXPECT_LT(alloc.add_range(0x8000, 0x1000), 0);
	EXPECT_LT(alloc.remove_range(0x1f00, 1), 0);
	EXPECT_EQ(alloc.avail(), 0x1000 - addrs.size() + num_spare);

	/* what needs no further meta data still works */
	EXPECT_EQ(alloc.add_range(0x2000, 0x1000), 0);
	EXPECT_EQ(alloc.remove_range(0x2800, 0x800), 0);
	EXPECT_TRUE(alloc.alloc_addr(0xf, 0x1011).ok());
	alloc.free((void *)0x1011);

	for (void *addr : addrs)
		alloc.free(addr);

	EXPECT_EQ(alloc.avail(), 0x1800 + num_spare);
	EXPECT_TRUE(alloc.alloc_addr(0x1800, 0x1000).ok());
}


TEST(Allocator_avl_metadata, can_be_taken_from_the_managed_ranges)
{
	constexpr std::size_t SIZE = 1 << 20;

	std::vector<unsigned char> memory(SIZE);
	Allocator_avl              alloc(nullptr);
	Random                     random(17);

	addr_t const base = (addr_t)memory.data();
	EXPECT_EQ(alloc.add_range(base, SIZE), 0);

	struct Block { unsigned char *ptr; std::size_t size; unsigned char fill; };

	std::vector<Block> blocks;

	auto free_block = [&] (std::size_t i) {
		Block const b = blocks[i];
		for (std::size_t k = 0; k < b.size; k++)
			ASSERT_EQ(b.ptr[k], b.fill);
		alloc.free(b.ptr);
		blocks[i] = blocks.back();
		blocks.pop_back(); };

	std::size_t max_blocks = 0;
	for (unsigned step = 0; step < 60000; step++) {

		/* phases of growth and decline, up to the exhaustion of the memory */
		bool const grow = (step/15000) % 2 == 0;

		if (random() % 8 == 0 ? grow : !grow) {
			if (!blocks.empty())
				free_block(random() % blocks.size());
			continue;
		}

		Block b { nullptr, 1 + random() % 120, (unsigned char)random() };

		if (!alloc.alloc(b.size, (void **)&b.ptr))
			continue;

		ASSERT_GE((addr_t)b.ptr, base);
		ASSERT_LE((addr_t)b.ptr + b.size, base + SIZE);
		memset(b.ptr, b.fill, b.size);
		blocks.push_back(b);

		max_blocks = std::max(max_blocks, blocks.size());
	}
	EXPECT_GT(max_blocks, 4000u);

	while (!blocks.empty())
		free_block(0);

	/* nothing but memory for meta data is in use */
	EXPECT_EQ((SIZE - alloc.avail()) % Allocator_avl::slab_block_size(), 0u);
	EXPECT_GT(alloc.avail(), SIZE/2);
}


TEST(Allocator_avl_metadata, belongs_to_the_allocated_block)
{
	Test_allocator md_alloc;

	typedef Genode::Allocator_avl_tpl<int> Alloc;
	Alloc alloc(&md_alloc);

	alloc.add_range(0x1000, 0x1000);
	alloc.alloc_addr(0x100, 0x1000);
	alloc.alloc_addr(0x100, 0x1200);

	int * const first = alloc.metadata((void *)0x1000);
	ASSERT_NE(first, nullptr);
	EXPECT_EQ(*first, 0);

	alloc.metadata((void *)0x1000, 1);
	alloc.metadata((void *)0x1200, 2);
	EXPECT_EQ(*first, 1);
	EXPECT_EQ(alloc.metadata((void *)0x10ff), first);
	EXPECT_EQ(*alloc.metadata((void *)0x1280), 2);

	alloc.metadata((void *)0x1200, 3);
	EXPECT_EQ(*alloc.metadata((void *)0x1200), 3);

	for (addr_t addr : { 0x0UL, 0x1100UL, 0x11ffUL, 0x1300UL, 0x2000UL }) {
		EXPECT_EQ(alloc.metadata((void *)addr), nullptr);
		EXPECT_THROW(alloc.metadata((void *)addr, 1), Alloc::Assign_metadata_failed);
	}
}


TEST(Allocator_avl_metadata, is_zero_until_assigned)
{
	Test_allocator md_alloc;
	Random         random(19);

	Genode::Allocator_avl_tpl<int> alloc(&md_alloc);
	alloc.add_range(0x1000, 0x1000);

	std::map<void *, int> blocks;

	for (unsigned step = 0; step < 20000; step++) {

		void *addr = nullptr;

		if (random() % 2 && alloc.alloc(1 + random() % 64, &addr)) {

			ASSERT_EQ(*alloc.metadata(addr), 0);

			/* set the meta data in either way */
			int const value = 1 + (int)(random() % 1000);
			if (random() % 2)
				alloc.metadata(addr, value);
			else
				*alloc.metadata(addr) = value;

			blocks[addr] = value;

		} else if (!blocks.empty()) {

			auto const b = std::next(blocks.begin(), (long)(random() % blocks.size()));

			ASSERT_EQ(*alloc.metadata(b->first), b->second);
			alloc.free(b->first);
			blocks.erase(b);
		}
	}
}


TEST(Allocator_avl_metadata, is_destructed)
{
	Test_allocator md_alloc;
	Counted::num = 0;
	{
		Genode::Allocator_avl_tpl<Counted> alloc(&md_alloc);
		alloc.add_range(0x1000, 0x1000);

		for (addr_t addr = 0x1000; addr < 0x1800; addr += 0x100) {
			alloc.alloc_addr(0x80, addr);
			if (addr != 0x1300)
				alloc.metadata((void *)addr, Counted(1));
		}
		EXPECT_EQ(Counted::num, 7);

		alloc.metadata((void *)0x1000, Counted(2));
		EXPECT_EQ(Counted::num, 7);
		EXPECT_EQ(alloc.metadata((void *)0x1000)->value, 2);

		alloc.free((void *)0x1000);
		alloc.free((void *)0x1300);
		EXPECT_EQ(Counted::num, 6);
	}
	EXPECT_EQ(Counted::num, 0);
}
