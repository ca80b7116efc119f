/*
 * \brief  Tests of the times of periodic checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <rtcr/checkpoint_schedule.h>

using Rtcr::Checkpoint_schedule;


namespace {

	Checkpoint_schedule planned(uint64_t time)
	{
		Checkpoint_schedule schedule;
		schedule.plan(time);
		return schedule;
	}

	/** Return when the next checkpoint is due, given the times of one that was planned for 5000 */
	uint64_t next(uint64_t start, uint64_t end)
	{
		Checkpoint_schedule schedule = planned(5000);
		schedule.made(start, end, 1000);
		return schedule.due();
	}
}


TEST(Checkpoint_schedule, keeps_the_rate_although_checkpoints_start_late_and_take_long)
{
	Checkpoint_schedule schedule = planned(5000);

	for (unsigned i = 0; i < 1000; i++) {
		uint64_t const start = schedule.due() + 100 + i%50;
		schedule.made(start, start + (i%10 ? 200 : 600), 1000);
	}
	EXPECT_EQ(schedule.due(), 5000u + 1000*1000);
}


TEST(Checkpoint_schedule, does_not_make_up_for_those_that_were_missed)
{
	EXPECT_EQ(next(9500, 9600), 10500u);
}


TEST(Checkpoint_schedule, starts_anew_with_one_that_was_asked_for)
{
	EXPECT_EQ(next(4200, 4300), 5200u);
}


TEST(Checkpoint_schedule, leaves_half_of_the_time_to_the_components)
{
	EXPECT_EQ(next(5000, 5800), 6600u);
	EXPECT_EQ(next(5900, 6000), 6100u);
}
