/*
 * \brief  Tests of sets of pages
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <random>
#include <set>

#include <gtest/gtest.h>

#include <rtcr/memory_image.h>

using Rtcr::Page_set;


TEST(Page_set, random_operations_agree_with_a_set_of_numbers)
{
	std::mt19937 random(1);

	auto below = [&] (uint64_t limit) { return random() % limit; };

	for (unsigned round = 0; round < 300; round++) {

		uint64_t const     size = 1 + below(300);
		Page_set           pages(size);
		std::set<uint64_t> expected;

		for (unsigned i = 0; i < 12; i++) {

			uint64_t const first = below(size), count = below(size + 10);

			pages.add(first, count);
			for (uint64_t page = first; page < std::min(size, first + count); page++)
				expected.insert(page);

			uint64_t const removed = below(size);
			pages.remove(removed);
			expected.erase(removed);

			std::set<uint64_t> found;
			uint64_t           previous_end = 0;
			bool               first_run    = true;

			pages.for_each_run([&] (uint64_t first, uint64_t count) {
				EXPECT_TRUE(first_run || first > previous_end) << "runs are not merged";
				previous_end = first + count;
				first_run    = false;
				for (uint64_t page = first; page < first + count; page++)
					found.insert(page);
			});
			ASSERT_EQ(found, expected);
			ASSERT_EQ(pages.count(), expected.size());

			uint64_t const any = below(size);
			ASSERT_EQ(pages.contains(any), expected.contains(any));
		}
		pages.clear();
		ASSERT_EQ(pages.count(), 0u);
		pages.for_each_run([&] (uint64_t, uint64_t) { FAIL(); });
	}
}
