/*
 * \brief  Tests of the division into flexpages
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <util/flex_iterator.h>

#include <support.h>

using namespace Genode;
using Util_test::Random;


/**
 * Check all flexpages of the two areas
 */
static void check(addr_t src, size_t src_size, addr_t dst, size_t dst_size, addr_t hotspot)
{
	Flexpage_iterator iterator(src, src_size, dst, dst_size, hotspot);

	size_t const size   = std::min(src_size, dst_size);
	size_t       offset = 0;

	for (Flexpage page = iterator.page(); page.valid(); page = iterator.page()) {

		size_t const page_size = 1UL << page.log2_order;

		ASSERT_EQ(page.addr,    src + offset);
		ASSERT_EQ(page.hotspot, hotspot + offset);

		/* aligned at both sides */
		ASSERT_EQ(page.addr % page_size, 0u);
		ASSERT_EQ((dst + offset) % page_size, 0u);

		/* no larger page is possible */
		bool const larger_fits = 2*page_size <= size - offset
		                      && page.addr % (2*page_size) == 0
		                      && (dst + offset) % (2*page_size) == 0;
		ASSERT_FALSE(larger_fits);

		offset += page_size;
		ASSERT_LE(offset, size);
	}
	ASSERT_EQ(offset, size);
	ASSERT_FALSE(iterator.page().valid());
}


TEST(Flexpage_iterator, covers_the_area_by_the_largest_pages)
{
	check(0x1000, 0x1000, 0x1000, 0x1000, 0x1000);
	check(0x1000, 0xf000, 0x1000, 0xf000, 0);
	check(0, 0x100000, 0, 0x100000, 0);
	check(0, 0x123000, 0, 0x100000, 0x400000);
	check(0x3000, 0x9000, 0x40001000, 0x8000, 0x3000);
	check(0xfffff000, 0x3000, 0x7000, 0x10000, 0x1000);

	Random random(47);
	for (unsigned round = 0; round < 5000; round++) {

		auto area = [&] { return (addr_t)(random() % 0x1000) << random() % 16; };

		check(area(), random() % 0x20000, area(), random() % 0x20000, area());
		ASSERT_FALSE(HasFailure());
	}
}


TEST(Flexpage_iterator, may_be_empty)
{
	EXPECT_FALSE(Flexpage_iterator().page().valid());
	EXPECT_FALSE(Flexpage_iterator(0x1000, 0, 0x1000, 0x1000, 0).page().valid());
	EXPECT_FALSE(Flexpage_iterator(0x1000, 0x1000, 0x1000, 0, 0).page().valid());
	EXPECT_FALSE(Flexpage().valid());
}


TEST(Flexpage_iterator, can_be_assigned)
{
	Flexpage_iterator iterator;
	iterator = Flexpage_iterator(0x1000, 0x2000, 0x1000, 0x2000, 0x1000);

	EXPECT_EQ(iterator.page().addr, 0x1000u);
	EXPECT_EQ(iterator.page().addr, 0x2000u);
	EXPECT_FALSE(iterator.page().valid());
}
