/*
 * \brief  Tests of memory that is obtained in advance
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <host/page_extents.h>

using namespace Host;


namespace {

	constexpr size_t SIZE = Page_extents::SIZE;

	struct Page_extents_test : testing::Test
	{
		Workers             workers { };
		Page_extents        extents { workers, 8 };
		std::atomic<size_t> wanted  { 0 };

		void want(size_t bytes)
		{
			wanted = bytes;
			extents.demand_changed();
		}

		/* the test hangs if that never happens */
		void wait_for_count(size_t count)
		{
			while (extents.count() != count)
				std::this_thread::yield();
		}

		void start()
		{
			extents.start_preparing([&] {
				return Page_extents::Demand { .bytes = wanted, .unsettled = false }; });
		}
	};
}


TEST_F(Page_extents_test, follow_the_demand)
{
	start();

	want(2*SIZE + 1);
	wait_for_count(3);

	/* there is one more than wanted, if it was there */
	want(0);
	wait_for_count(1);

	/* there is a maximum */
	want(100*SIZE);
	wait_for_count(8);
}


TEST_F(Page_extents_test, are_handed_out_once)
{
	want(4*SIZE);
	start();
	wait_for_count(4);

	/* the latter ones are obtained at once, as far as they were not prepared */
	std::vector<char *> taken;
	while (char * const extent = extents.take()) {
		std::fill(extent, extent + SIZE, char(taken.size()));
		taken.push_back(extent);
	}
	EXPECT_EQ(taken.size(), 8u);
	EXPECT_EQ(extents.count(), 8u);

	for (size_t i = 0; i < taken.size(); i++)
		EXPECT_TRUE(std::all_of(taken[i], taken[i] + SIZE, [&] (char c) { return c == char(i); }));

	/* what was handed out is not dropped */
	want(0);
	extents.stop_preparing();
	EXPECT_EQ(extents.count(), 8u);

	for (char * const extent : taken)
		Page_extents::release(extent);
}


TEST_F(Page_extents_test, unsettled_demand_is_asked_for_again)
{
	std::atomic<unsigned> questions { 0 };

	/* nobody tells of a change, and the demand stays the same for a while */
	extents.start_preparing([&] {
		unsigned const number = ++questions;
		return Page_extents::Demand { .bytes     = number < 5 ? 0 : 2*SIZE,
		                              .unsettled = number < 5 }; });
	wait_for_count(2);
	extents.stop_preparing();
}


TEST_F(Page_extents_test, preparation_can_be_stopped_at_any_time)
{
	std::vector<char *> taken;

	for (unsigned i = 0; i < 20; i++) {
		want((i % 5)*SIZE);
		start();
		if (i % 4 == 0)
			taken.push_back(extents.take());
		extents.stop_preparing();
	}
	EXPECT_LE(extents.count(), 8u);

	for (char * const extent : taken) {
		ASSERT_TRUE(extent);
		*extent = 1;
		Page_extents::release(extent);
	}
}
