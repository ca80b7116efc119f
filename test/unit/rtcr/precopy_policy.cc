/*
 * \brief  Tests of the decision to copy few pages before the pause
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <rtcr/precopy_policy.h>

using Rtcr::Precopy_policy;


namespace {

	constexpr uint64_t INTERVAL_US = Precopy_policy::MIN_INTERVAL_US;

	constexpr Precopy_policy::Changes FRESH { .pages = 100, .repeated = 10 },
	                                  HOT   { .pages = 100, .repeated = 90 };

	/* number of checkpoints that copied in advance */
	unsigned attempts(Precopy_policy &policy, unsigned checkpoints, unsigned rounds, uint64_t pages,
	                  uint64_t left)
	{
		unsigned result = 0;

		for (unsigned i = 0; i < checkpoints; i++) {
			if (!policy.due(INTERVAL_US)) {
				policy.left_out(FRESH);
				continue;
			}
			policy.tried(FRESH, rounds, pages, left);
			result++;
		}
		return result;
	}
}


TEST(Precopy_policy, goes_on_as_long_as_it_pays)
{
	Precopy_policy policy;

	EXPECT_EQ(attempts(policy, 1000, 2, 100, 0),  1000u);
	EXPECT_EQ(attempts(policy, 1000, 2, 100, 20), 1000u);
	EXPECT_EQ(attempts(policy, 1000, 1, 0, 0),    1000u) << "nothing was written";
}


TEST(Precopy_policy, is_tried_rarely_if_it_is_in_vain)
{
	Precopy_policy policy;

	EXPECT_LE(attempts(policy, 10000, 2, 200, 100), 600u);
	EXPECT_GE(attempts(policy, 10000, 2, 200, 100), 500u) << "things may have changed";
}


TEST(Precopy_policy, a_single_failure_does_not_count)
{
	Precopy_policy policy;

	for (unsigned i = 0; i < 100; i++) {
		EXPECT_EQ(attempts(policy, 1, 2, 100, 100), 1u);
		EXPECT_EQ(attempts(policy, 3, 2, 100, 0),   3u);
	}
}


TEST(Precopy_policy, recovers)
{
	Precopy_policy policy;

	(void)attempts(policy, 10000, 2, 200, 100);

	EXPECT_GE(attempts(policy, 1000, 2, 100, 0), 1000u - 16u);
}


TEST(Precopy_policy, frequent_checkpoints_copy_in_the_pause)
{
	Precopy_policy policy;

	EXPECT_TRUE (policy.due(INTERVAL_US));
	EXPECT_FALSE(policy.due(INTERVAL_US - 1));
}


TEST(Precopy_policy, pages_that_are_always_written_are_copied_in_the_pause)
{
	Precopy_policy policy;

	policy.tried(HOT, 1, 100, 0);
	EXPECT_TRUE(policy.due(INTERVAL_US)) << "there is nothing to compare with";

	policy.tried(HOT, 1, 100, 0);
	EXPECT_FALSE(policy.due(INTERVAL_US));

	policy.left_out(HOT);
	EXPECT_FALSE(policy.due(INTERVAL_US));
	policy.left_out(HOT);
	EXPECT_FALSE(policy.due(INTERVAL_US));

	policy.left_out(FRESH);
	EXPECT_TRUE(policy.due(INTERVAL_US));
}


/*
 * Pages that are unprotected look like hot ones
 */
TEST(Precopy_policy, the_first_checkpoint_that_copies_in_advance_tells_nothing)
{
	Precopy_policy policy;

	policy.left_out(FRESH);

	for (unsigned i = 0; i < 100; i++) {
		ASSERT_TRUE(policy.due(INTERVAL_US));
		policy.tried(i ? FRESH : HOT, 2, 200, 0);
	}
}
