/*
 * \brief  Tests of bit arrays and of the allocator of numbers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <set>
#include <vector>

#include <gtest/gtest.h>

#include <util/bit_allocator.h>
#include <util/bit_array.h>

#include <support.h>

using namespace Genode;
using Util_test::Random;


TEST(Bit_array, is_clear_initially)
{
	Bit_array<192> const array;

	EXPECT_FALSE(array.get(0, 192));
}


TEST(Bit_array, reports_misuse)
{
	typedef Bit_array_base Base;

	Bit_array<128> array;

	for (auto [index, width] : { std::pair(0ul, 129ul), { 128, 1 }, { 127, 2 }, { 1, ~0ul },
	                             { ~0ul, 1 }, { ~0ul, ~0ul }, { 128, 0 } }) {
		EXPECT_THROW(array.get  (index, width), Base::Invalid_index_access);
		EXPECT_THROW(array.set  (index, width), Base::Invalid_index_access);
		EXPECT_THROW(array.clear(index, width), Base::Invalid_index_access);
	}

	array.set(60, 8);

	EXPECT_THROW(array.set(67, 50),   Base::Invalid_set);
	EXPECT_THROW(array.set(0, 61),    Base::Invalid_set);
	EXPECT_THROW(array.clear(59, 2),  Base::Invalid_clear);
	EXPECT_THROW(array.clear(60, 9),  Base::Invalid_clear);

	/* nothing has changed */
	EXPECT_FALSE(array.get(0, 60));
	EXPECT_FALSE(array.get(68, 60));
	array.clear(60, 8);
	EXPECT_FALSE(array.get(0, 128));

	addr_t words[2];
	for (unsigned bits : { 0, 1, 63, 65, 127 })
		EXPECT_THROW((Base { bits, words, true }), Base::Invalid_bit_count);
}


TEST(Bit_array, base_operates_on_memory_of_the_user)
{
	addr_t words[] { 1, ~0UL };

	EXPECT_TRUE(Bit_array_base(128, words, false).get(0, 1));
	EXPECT_TRUE(Bit_array_base(128, words, false).get(127, 1));

	Bit_array_base array(128, words, true);
	EXPECT_FALSE(array.get(0, 128));

	array.set(65, 1);
	EXPECT_EQ(words[0], 0u);
	EXPECT_EQ(words[1], 2u);
}


TEST(Bit_array, copy_is_independent)
{
	Bit_array<64> a;
	a.set(3, 4);

	Bit_array<64> b(a);
	b.clear(3, 4);
	b.set(10, 1);

	EXPECT_TRUE(a.get(3, 4));
	EXPECT_FALSE(a.get(10, 1));
	EXPECT_FALSE(b.get(3, 4));
}


TEST(Bit_array, behaves_like_a_vector_of_bool)
{
	constexpr unsigned BITS = 256;

	Random            random(7);
	Bit_array<BITS>   array;
	std::vector<bool> model(BITS);

	for (unsigned step = 0; step < 50000; step++) {

		unsigned const index = (unsigned)(random() % BITS),
		               width = (unsigned)(random() % 3 ? random() % 10 : random() % 200) % (BITS - index + 1);

		auto const first = model.begin() + index, last = first + width;

		bool const any = std::find(first, last, true)  != last,
		           all = std::find(first, last, false) == last;

		ASSERT_EQ(array.get(index, width), any);

		if (random() % 2) {
			if (any) {
				ASSERT_THROW(array.set(index, width), Bit_array_base::Invalid_set);
			} else {
				array.set(index, width);
				std::fill(first, last, true);
			}
		} else {
			if (all) {
				array.clear(index, width);
				std::fill(first, last, false);
			} else {
				ASSERT_THROW(array.clear(index, width), Bit_array_base::Invalid_clear);
			}
		}
	}
}


TEST(Bit_allocator, hands_out_all_numbers_once)
{
	/* the number of bits is no multiple of a word's */
	Bit_allocator<100> alloc;

	std::set<addr_t> numbers;
	for (unsigned i = 0; i < 100; i++)
		numbers.insert(alloc.alloc());

	EXPECT_EQ(numbers.size(), 100u);
	EXPECT_EQ(*numbers.rbegin(), 99u);
	EXPECT_THROW(alloc.alloc(), Bit_allocator<100>::Out_of_indices);

	alloc.free(42);
	EXPECT_EQ(alloc.alloc(), 42u);
}


TEST(Bit_allocator, aligns_ranges)
{
	Bit_allocator<64> alloc;

	EXPECT_EQ(alloc.alloc(), 0u);
	EXPECT_EQ(alloc.alloc(3), 8u);
	EXPECT_EQ(alloc.alloc(4), 16u);
	EXPECT_EQ(alloc.alloc(5), 32u);

	EXPECT_THROW(alloc.alloc(4),  Bit_allocator<64>::Out_of_indices);
	EXPECT_THROW(alloc.alloc(6),  Bit_allocator<64>::Out_of_indices);
	EXPECT_THROW(alloc.alloc(7),  Bit_allocator<64>::Out_of_indices);
	EXPECT_THROW(alloc.alloc(64), Bit_allocator<64>::Out_of_indices);
	EXPECT_THROW(alloc.alloc(~0), Bit_allocator<64>::Out_of_indices);

	EXPECT_EQ(alloc.alloc(2), 4u);
	EXPECT_EQ(alloc.alloc(1), 2u);
	EXPECT_EQ(alloc.alloc(0), 1u);
	EXPECT_THROW(alloc.alloc(), Bit_allocator<64>::Out_of_indices);
}


TEST(Bit_allocator, allocates_certain_numbers)
{
	typedef Bit_allocator<100> Alloc;
	Alloc alloc;

	alloc.alloc_addr(10);
	EXPECT_THROW(alloc.alloc_addr(10),    Alloc::Range_conflict);
	EXPECT_THROW(alloc.alloc_addr(8, 2),  Alloc::Range_conflict);

	/* a certain range need not be aligned */
	alloc.alloc_addr(13, 3);
	EXPECT_THROW(alloc.alloc_addr(20), Alloc::Range_conflict);
	alloc.alloc_addr(21);
	alloc.free(13, 3);
	alloc.alloc_addr(20);

	/* the numbers behind the last one are never available */
	EXPECT_THROW(alloc.alloc_addr(100),     Alloc::Range_conflict);
	EXPECT_THROW(alloc.alloc_addr(96, 3),   Alloc::Range_conflict);
	EXPECT_THROW(alloc.alloc_addr(128),     Bit_array_base::Invalid_index_access);
	EXPECT_THROW(alloc.alloc_addr(~0UL),    Bit_array_base::Invalid_index_access);
	EXPECT_THROW(alloc.alloc_addr(0, 64),   Bit_array_base::Invalid_index_access);
}


TEST(Bit_allocator, reports_invalid_free)
{
	Bit_allocator<100> alloc;

	EXPECT_THROW(alloc.free(0), Bit_array_base::Invalid_clear);
	alloc.alloc();
	EXPECT_THROW(alloc.free(0, 1), Bit_array_base::Invalid_clear);

	for (addr_t index : { 100UL, 127UL, 128UL, ~0UL })
		EXPECT_THROW(alloc.free(index), Bit_array_base::Invalid_index_access) << index;

	EXPECT_THROW(alloc.free(0, 64), Bit_array_base::Invalid_index_access);
	EXPECT_THROW(alloc.free(64, 6), Bit_array_base::Invalid_index_access);

	alloc.free(0);
}


TEST(Bit_allocator, behaves_like_a_set_of_ranges)
{
	constexpr unsigned BITS = 150;

	for (unsigned seed = 0; seed < 10; seed++) {

		Random              random(seed);
		Bit_allocator<BITS> alloc;
		std::vector<bool>   used(BITS);

		std::vector<std::pair<addr_t, unsigned>> ranges;

		auto is_free = [&] (addr_t start, addr_t count) {
			for (addr_t i = start; i < start + count; i++)
				if (used[i]) return false;
			return true; };

		for (unsigned step = 0; step < 5000; step++) {

			if (random() % 2 && !ranges.empty()) {
				std::size_t const i = random() % ranges.size();
				auto const [start, log2] = ranges[i];

				alloc.free(start, log2);
				std::fill_n(used.begin() + (long)start, 1u << log2, false);
				ranges.erase(ranges.begin() + (long)i);
				continue;
			}

			unsigned const log2  = (unsigned)(random() % 5);
			addr_t   const count = 1UL << log2;

			try {
				addr_t const start = alloc.alloc(log2);

				ASSERT_EQ(start % count, 0u);
				ASSERT_LE(start + count, BITS);
				ASSERT_TRUE(is_free(start, count));

				std::fill_n(used.begin() + (long)start, count, true);
				ranges.push_back({ start, log2 });

			} catch (Bit_allocator<BITS>::Out_of_indices const &) {

				for (addr_t start = 0; start + count <= BITS; start += count)
					ASSERT_FALSE(is_free(start, count));
			}
		}
	}
}
