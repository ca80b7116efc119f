/*
 * \brief  Components ask for resources beyond their quota
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include "system.h"

using namespace Scenario_test;


/*
 * Init tells who needs more, and the component waits. Others go on.
 */
TEST(Resources, component_waits_for_what_init_does_not_grant)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + child("needy", "2M")
	                                             + child("sheep_counter", "2M", "<config period_ms=\"10\"/>")));

	EXPECT_TRUE(system.log().wait_for("[init] child \"needy\" requests resources: ram_quota="));
	system.log().skip();
	EXPECT_TRUE(system.log().wait_for("[init -> sheep_counter] "));
	EXPECT_TRUE(system.log().wait_for("[init -> sheep_counter] "));
	EXPECT_TRUE(system.log().lines("[init -> needy] got").empty());
}


/*
 * Who wants to be notified is not kept waiting
 */
TEST(Resources, allocation_fails_if_the_component_handles_answers)
{
	Scratch_directory directory;
	System            system(directory, scenario(child("needy", "2M", "<config waits=\"no\"/>")));

	auto const line = system.log().wait_for("[init -> needy] got ");
	ASSERT_TRUE(line);
	EXPECT_GE(number_after(*line, "got "), 512u);
	EXPECT_LT(number_after(*line, "got "), 2048u);

	EXPECT_FALSE(system.log().lines("[init] child \"needy\" requests resources: ram_quota=").empty());
	EXPECT_TRUE(system.log().lines("was notified").empty());
}


TEST(Resources, parent_grants_requests)
{
	Scratch_directory directory;
	System            system(directory, scenario(child("grantor", "8M")));

	auto const line = system.log().wait_for("[init -> grantor -> needy] got ");
	ASSERT_TRUE(line);
	EXPECT_EQ(number_after(*line, "got "), 4096u);

	/* the initial quota suffices for less than half of it */
	EXPECT_GE(system.log().lines("[init -> grantor] grants ").size(), 4u);
}
