/*
 * \brief  Test of the search for pages by their content
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include <core/content_index.h>
#include <kernel/abi/layout.h>

using Core::Content_index;
using Kernel::Abi::PAGE_SIZE;


namespace {

	constexpr size_t PAGES = 64;

	struct Content_index_test : testing::Test
	{
		std::vector<char> memory = std::vector<char>(PAGES*PAGE_SIZE);

		char *page(size_t number) { return memory.data() + number*PAGE_SIZE; }

		void SetUp() override
		{
			std::mt19937 random(1);
			std::ranges::generate(memory, [&] { return char(random()); });
		}

		std::vector<char> copy(size_t number) { return { page(number), page(number + 1) }; }
	};
}


TEST_F(Content_index_test, finds_each_page)
{
	Content_index const index(memory.data(), PAGES);

	for (size_t i = 0; i < PAGES; i++)
		EXPECT_EQ(index.find(copy(i).data()), uint32_t(i));
}


TEST_F(Content_index_test, finds_no_page_that_differs_anywhere)
{
	Content_index const index(memory.data(), PAGES);

	for (size_t i = 0; i < PAGE_SIZE; i++) {
		auto other = copy(i % PAGES);
		other[i] = char(other[i] ^ 1);
		EXPECT_FALSE(index.find(other.data())) << i;
	}
}


TEST_F(Content_index_test, finds_the_first_of_equal_pages)
{
	for (size_t i = 3; i < PAGES; i += 3)
		std::copy_n(page(3), PAGE_SIZE, page(i));

	Content_index const index(memory.data(), PAGES);

	EXPECT_EQ(index.find(copy(PAGES - 1).data()), 3u);
	EXPECT_EQ(index.find(copy(4).data()), 4u);
}


TEST_F(Content_index_test, finds_nothing_in_nothing)
{
	Content_index const index(memory.data(), 0);

	EXPECT_FALSE(index.find(page(0)));
}
