/*
 * \brief  Tests of the allocator of address ranges
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <map>
#include <vector>

#include <gtest/gtest.h>

#include <base/allocator_avl.h>

#include <support.h>

using namespace Util_test;
using Genode::addr_t;
using Genode::Allocator_avl;
using Genode::Range_allocator;

typedef Range_allocator::Alloc_return Alloc_return;

namespace {

	/**
	 * Naive range allocator for a small part of the address space
	 */
	struct Model
	{
		enum State : char { UNKNOWN, FREE, USED };

		enum { SIZE = 256 };

		addr_t const origin;

		std::vector<State> states = std::vector<State>(SIZE, UNKNOWN);

		std::map<addr_t, std::size_t> blocks { };

		bool all(addr_t addr, std::size_t size, State state) const
		{
			for (std::size_t i = 0; i < size; i++)
				if (states[addr - origin + i] != state)
					return false;
			return true;
		}

		bool any(addr_t addr, std::size_t size, State state) const
		{
			for (std::size_t i = 0; i < size; i++)
				if (states[addr - origin + i] == state)
					return true;
			return false;
		}

		void set(addr_t addr, std::size_t size, State state)
		{
			for (std::size_t i = 0; i < size; i++)
				states[addr - origin + i] = state;
		}

		std::size_t count(State state) const
		{
			return (std::size_t)std::count(states.begin(), states.end(), state);
		}

		addr_t last() const { return origin + SIZE - 1; }

		/* return lowest place for a block, false if there is none */
		bool find(std::size_t size, int align, addr_t from, addr_t to, addr_t &result) const
		{
			for (addr_t offset = 0; offset + size <= SIZE; offset++) {
				addr_t const addr = origin + offset;
				if (addr % (1UL << align) == 0 && addr >= from
				 && addr + size - 1 <= to && all(addr, size, FREE)) {
					result = addr;
					return true;
				}
			}
			return false;
		}
	};

	/**
	 * Random operations, applied to the allocator and the model
	 */
	template <typename ALLOC>
	struct Comparison
	{
		ALLOC &alloc;
		Model  model;
		Random random;

		Comparison(ALLOC &alloc, addr_t origin, unsigned seed)
		: alloc(alloc), model { .origin = origin }, random(seed) { }

		addr_t any_addr() { return model.origin + random() % Model::SIZE; }

		std::size_t any_size(addr_t addr, unsigned max) {
			return 1 + random() % std::min((addr_t)max, model.last() - addr + 1); }

		void used(addr_t addr, std::size_t size)
		{
			model.set(addr, size, Model::USED);
			model.blocks[addr] = size;
		}

		void add_range()
		{
			addr_t      const addr = any_addr();
			std::size_t const size = any_size(addr, 100);

			bool const ok = model.all(addr, size, Model::UNKNOWN);

			ASSERT_EQ(alloc.add_range(addr, size) == 0, ok);
			if (ok)
				model.set(addr, size, Model::FREE);
		}

		void remove_range()
		{
			addr_t      const addr = any_addr();
			std::size_t const size = any_size(addr, 50);

			bool const ok = !model.any(addr, size, Model::USED);

			ASSERT_EQ(alloc.remove_range(addr, size) == 0, ok);
			if (ok)
				model.set(addr, size, Model::UNKNOWN);
		}

		void alloc_aligned()
		{
			std::size_t const size  = 1 + random() % 30;
			int         const align = (int)(random() % 6);

			bool   const limited = random() % 2;
			addr_t const from    = limited ? any_addr() : 0,
			             to      = limited ? any_addr() : ~0UL;

			addr_t     expected = 0;
			bool const ok = model.find(size, align, from, to, expected);

			void *addr = &expected;
			Alloc_return const result = alloc.alloc_aligned(size, &addr, align, from, to);

			ASSERT_EQ(result.value, ok ? Alloc_return::OK : Alloc_return::RANGE_CONFLICT);
			ASSERT_EQ(addr, ok ? (void *)expected : &expected);

			if (ok)
				used(expected, size);
		}

		void alloc_addr()
		{
			addr_t      const addr = any_addr();
			std::size_t const size = any_size(addr, 30);

			bool const ok = model.all(addr, size, Model::FREE);

			ASSERT_EQ(alloc.alloc_addr(size, addr).ok(), ok);
			if (ok)
				used(addr, size);
		}

		void free()
		{
			if (model.blocks.empty())
				return;

			auto const b = std::next(model.blocks.begin(), (long)(random() % model.blocks.size()));

			if (random() % 2)
				alloc.free((void *)b->first);
			else
				alloc.free((void *)b->first, 0);

			model.set(b->first, b->second, Model::FREE);
			model.blocks.erase(b);
		}

		void check()
		{
			ASSERT_EQ(alloc.avail(), model.count(Model::FREE));

			addr_t const addr = any_addr();
			ASSERT_EQ(alloc.valid_addr(addr), !model.all(addr, 1, Model::UNKNOWN));

			for (auto const &[start, size] : model.blocks) {
				ASSERT_EQ(alloc.size_at((void *)start), size);
				ASSERT_EQ(alloc.size_at((void *)(start + size - 1)), size);
			}

			addr_t any = 0;
			ASSERT_EQ(alloc.any_block_addr(&any), model.count(Model::UNKNOWN) < Model::SIZE);
			ASSERT_TRUE(!any || alloc.valid_addr(any));
		}

		void step()
		{
			switch (random() % 8) {
			case 0:         add_range();     break;
			case 1:         remove_range();  break;
			case 2: case 3: alloc_aligned(); break;
			case 4:         alloc_addr();    break;
			default:        free();          break;
			}
			check();
		}
	};
}


TEST(Allocator_avl, behaves_like_the_model)
{
	/* at both ends of the address space, and somewhere within */
	for (addr_t origin : { 0UL, 0x1000UL - 3, 0UL - Model::SIZE }) {
		for (unsigned seed = 0; seed < 10; seed++) {

			Test_allocator md_alloc;
			{
				Allocator_avl alloc(&md_alloc);
				Comparison    comparison(alloc, origin, seed);

				for (unsigned step = 0; step < 3000; step++) {
					comparison.step();
					ASSERT_FALSE(HasFailure()) << "seed " << seed << " step " << step;
				}
			}
			EXPECT_EQ(md_alloc.num_blocks(), 0u);
			EXPECT_EQ(md_alloc.mismatches, 0u);
		}
	}
}


TEST(Allocator_avl, rejects_invalid_arguments)
{
	Test_allocator md_alloc;
	Allocator_avl  alloc(&md_alloc);

	EXPECT_LT(alloc.add_range(0x1000, 0), 0);
	EXPECT_LT(alloc.add_range(~0UL, 2), 0);
	EXPECT_LT(alloc.add_range(0x1000, ~0UL), 0);
	EXPECT_EQ(alloc.add_range(0x1000, 0x1000), 0);
	EXPECT_LT(alloc.add_range(0x1fff, 1), 0);
	EXPECT_LT(alloc.add_range(0, 0x1001), 0);

	EXPECT_LT(alloc.remove_range(0x1000, 0), 0);
	EXPECT_LT(alloc.remove_range(0x1000, ~0UL), 0);
	EXPECT_EQ(alloc.remove_range(0x8000, 1), 0);

	void *ptr = nullptr;
	EXPECT_TRUE(alloc.alloc_aligned(0, &ptr, 0).error());
	EXPECT_TRUE(alloc.alloc_aligned(1, &ptr, -1).is_error());
	EXPECT_TRUE(alloc.alloc_aligned(1, &ptr, 64).is_error());
	EXPECT_TRUE(alloc.alloc_aligned(1, &ptr, 63).is_error());
	EXPECT_TRUE(alloc.alloc_aligned(~0UL, &ptr, 0).is_error());
	EXPECT_TRUE(alloc.alloc_aligned(16, &ptr, 0, 0x1800, 0x180e).is_error());
	EXPECT_TRUE(alloc.alloc_addr(0, 0x1000).is_error());
	EXPECT_TRUE(alloc.alloc_addr(~0UL, 0x1000).is_error());
	EXPECT_FALSE(alloc.alloc(0, &ptr));
	EXPECT_EQ(ptr, nullptr);

	EXPECT_TRUE(alloc.alloc_aligned(16, &ptr, 0, 0x1800, 0x180f).is_ok());
	EXPECT_EQ(ptr, (void *)0x1800);
	EXPECT_EQ(alloc.avail(), 0xff0u);
}


TEST(Allocator_avl, ends_of_the_address_space_are_no_neighbours)
{
	Test_allocator md_alloc;
	Allocator_avl  alloc(&md_alloc);

	for (bool top_first : { false, true }) {

		addr_t const first = top_first ? ~0xfffUL : 0, second = ~0xfffUL - first;

		EXPECT_EQ(alloc.add_range(first,  0x1000), 0);
		EXPECT_EQ(alloc.add_range(second, 0x1000), 0);
		EXPECT_EQ(alloc.avail(), 0x2000u);

		for (addr_t addr : { first, second }) {
			EXPECT_TRUE(alloc.alloc_addr(0x1000, addr).ok());
			alloc.free((void *)addr);
			EXPECT_TRUE(alloc.alloc_addr(0x1000, addr).ok());
		}

		for (addr_t addr : { first, second }) {
			alloc.free((void *)addr);
			EXPECT_EQ(alloc.remove_range(addr, 0x1000), 0);
		}
		EXPECT_EQ(alloc.avail(), 0u);
	}
}


TEST(Allocator_avl, reports_invalid_free)
{
	Test_allocator md_alloc;
	Allocator_avl  alloc(&md_alloc);

	alloc.add_range(0x1000, 0x1000);
	alloc.alloc_addr(0x100, 0x1100);
	take_log();

	for (addr_t addr : { 0x0UL, 0x1000UL, 0x1101UL, 0x1200UL, 0x2000UL }) {
		alloc.free((void *)addr);
		EXPECT_NE(take_log().find("Error: "), std::string::npos) << addr;
		EXPECT_EQ(alloc.avail(), 0xf00u);
	}

	alloc.free((void *)0x1100);
	EXPECT_EQ(take_log(), "");
	EXPECT_EQ(alloc.avail(), 0x1000u);
}


TEST(Allocator_avl, allocator_interface_aligns_to_words)
{
	Test_allocator md_alloc;
	Allocator_avl  alloc(&md_alloc);

	alloc.add_range(0x1001, 0x1000);

	Genode::Allocator &interface = alloc;
	EXPECT_EQ(interface.alloc(3), (void *)0x1008);
	EXPECT_EQ(interface.alloc(8), (void *)0x1010);
	EXPECT_EQ(interface.alloc(8), (void *)0x1018);
	EXPECT_THROW(interface.alloc(0x1000), Genode::Allocator::Out_of_memory);
	EXPECT_FALSE(interface.need_size_for_free());
	EXPECT_GT(interface.overhead(1), 0u);

	interface.free((void *)0x1010, 8);
	EXPECT_EQ(interface.alloc(1), (void *)0x1010);
}


TEST(Allocator_avl, prints_its_blocks)
{
	Test_allocator md_alloc;
	Allocator_avl  alloc(&md_alloc);

	alloc.add_range(0x1000, 0x1000);
	alloc.alloc_addr(0x100, 0x1800);

	std::string const text = printed(alloc);

	std::size_t pos = 0;
	for (char const *part : { "1000,", "1800) free", "1800,", "1900) allocated", "1900,", "2000) free" }) {
		pos = text.find(part, pos);
		EXPECT_NE(pos, std::string::npos) << part;
	}
}
