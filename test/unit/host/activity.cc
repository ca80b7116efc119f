/*
 * \brief  Tests of the record of threads that nucleus let go on
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include <host/activity.h>

using namespace Host;


namespace {

	struct Activity_test : testing::Test
	{
		Activity activity { };

		/* those with steps since the last time */
		std::vector<unsigned> stirred { };

		/* returns whether the steps are complete */
		bool take()
		{
			stirred.clear();
			return activity.take_stirred([&] (unsigned index) { stirred.push_back(index); });
		}

		using Threads = std::vector<unsigned>;
	};
}


TEST_F(Activity_test, tells_each_thread_once)
{
	for (unsigned const index : { 1023u, 64u, 0u, 63u, 64u })
		Activity::Step const step(activity, index);

	EXPECT_TRUE(take());
	EXPECT_EQ(stirred, (Threads { 0, 63, 64, 1023 }));

	EXPECT_TRUE(take());
	EXPECT_EQ(stirred, Threads { });
}


/*
 * The effect of such a step may come when the thread is not told of anymore
 */
TEST_F(Activity_test, tells_that_a_step_is_under_way)
{
	std::optional<Activity::Step> step;
	step.emplace(activity, 7);

	EXPECT_FALSE(take());
	EXPECT_EQ(stirred, Threads { 7 });

	{ Activity::Step const other(activity, 9); }

	EXPECT_FALSE(take());
	EXPECT_EQ(stirred, Threads { 9 });

	step.reset();
	EXPECT_TRUE(take());
	EXPECT_EQ(stirred, Threads { });
}


TEST_F(Activity_test, tells_that_a_thread_was_replaced_once)
{
	activity.renew();
	EXPECT_FALSE(take());
	EXPECT_TRUE(take());
}
