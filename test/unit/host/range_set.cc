/*
 * \brief  Tests of the set of free address ranges
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <random>
#include <vector>

#include <gtest/gtest.h>

#include <host/range_set.h>

using Host::Range_set;


TEST(Range_set, merges_adjacent_ranges)
{
	Range_set set;
	set.add(0, 10);
	set.add(20, 10);
	EXPECT_FALSE(set.take(11));

	set.add(10, 10);
	EXPECT_EQ(set.total(), 30u);
	EXPECT_EQ(set.take(30), 0u);
	EXPECT_EQ(set.total(), 0u);
}


TEST(Range_set, prefers_the_smallest_range_that_fits)
{
	Range_set set;
	set.add(0, 100);
	set.add(200, 8);
	set.add(300, 10);

	EXPECT_EQ(set.take(8), 200u);
	EXPECT_EQ(set.take(9), 300u);
	EXPECT_EQ(set.take(9), 0u);
}


TEST(Range_set, behaves_like_a_bitmap)
{
	constexpr unsigned SIZE = 2000;

	std::mt19937 random(1);
	std::vector<bool> is_free(SIZE, true);

	Range_set set;
	set.add(0, SIZE);

	struct Taken { uint64_t start, size; };
	std::vector<Taken> taken;

	for (unsigned round = 0; round < 20'000; round++) {

		if (random() % 2 || taken.empty()) {
			uint64_t const size = random() % 40 + 1;
			auto const start = set.take(size);
			if (!start)
				continue;
			for (uint64_t i = *start; i < *start + size; i++) {
				ASSERT_TRUE(is_free[i]);
				is_free[i] = false;
			}
			taken.push_back({ *start, size });
		} else {
			size_t const i = random() % taken.size();
			Taken  const t = taken[i];
			taken.erase(taken.begin() + long(i));
			set.add(t.start, t.size);
			for (uint64_t j = t.start; j < t.start + t.size; j++)
				is_free[j] = true;
		}

		ASSERT_EQ(set.total(), uint64_t(std::count(is_free.begin(), is_free.end(), true)));
	}

	for (Taken const &t : taken)
		set.add(t.start, t.size);
	EXPECT_EQ(set.take(SIZE), 0u);
}
