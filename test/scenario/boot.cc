/*
 * \brief  Systems start, run, and end as configured
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include "system.h"

using namespace Scenario_test;


TEST(Boot, components_log_with_their_paths)
{
	Scratch_directory directory;
	System            system(directory, scenario(child("hello", "1M")));

	EXPECT_TRUE(system.log().wait_for("[init -> hello] "));
	EXPECT_EQ(system.stop(), 0);
}


/* as a test that fails early does */
TEST(Boot, system_is_stopped_that_is_about_to_start)
{
	Scratch_directory directory;
	System            system(directory, scenario(child("hello", "1M")));

	EXPECT_EQ(system.stop(), 0);
}


TEST(Boot, exit_value_is_propagated)
{
	Scratch_directory directory;
	System            system(directory, scenario(child("leaver", "1M",
		"<exit propagate=\"yes\"/> <config exit=\"7\"/>")));

	EXPECT_TRUE(system.log().wait_for("child \"leaver\" exited with exit value 7"));
	EXPECT_EQ(system.log().exit_code(), 7);
}


TEST(Boot, exit_of_a_child_ends_nothing_by_default)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + child("leaver", "1M", "<config exit=\"7\"/>")
	                                             + child("sheep_counter", "2M", "<config period_ms=\"10\"/>")));

	EXPECT_TRUE(system.log().wait_for("child \"leaver\" exited with exit value 7"));
	system.log().skip();
	EXPECT_TRUE(system.log().wait_for("[init -> sheep_counter] "));
	EXPECT_EQ(system.stop(), 0);
}


/*
 * Nothing stays behind when the tool is killed
 */
TEST(Boot, system_ends_with_the_tool)
{
	Scratch_directory directory;
	System            system(directory, scenario(child("hello", "1M")), "& echo tool $!; wait");

	auto const line = system.log().wait_for("tool ");
	ASSERT_TRUE(line);
	ASSERT_TRUE(system.log().wait_for("[init -> hello] "));
	(void)system.client().components();

	ASSERT_EQ(std::system(("kill -9 " + std::to_string(number_after(*line, "tool "))).c_str()), 0);

	/* the log ends when the last process that can write to it is gone */
	(void)system.log().exit_code();
	EXPECT_EQ(system.tool("ps").code, 1);
}


/*
 * Init is a component like any other
 */
TEST(Boot, init_within_init)
{
	std::string const nested =
		"<binary name=\"init\"/>"
		"<config> <parent-provides> <service name=\"ROM\"/> <service name=\"RAM\"/>"
		"<service name=\"PD\"/> <service name=\"CPU\"/> <service name=\"RM\"/>"
		"<service name=\"LOG\"/> <service name=\"Timer\"/> </parent-provides>"
		"<default-route> <any-service> <parent/> </any-service> </default-route>"
		+ child("sheep_counter", "1536K", "<config period_ms=\"10\"/>") + "</config>";

	Scratch_directory directory;
	System            system(directory, scenario(timer() + child("inner", "8M", nested)));

	EXPECT_TRUE(system.log().wait_for("[init -> inner -> sheep_counter] 3 sheep"));
}


TEST(Boot, routes_decide_about_sessions)
{
	/* the route of the first one leads nowhere, the one of the second one to the timer */
	std::string const denied = "<binary name=\"sheep_counter\"/> <route> <service name=\"ROM\"> <parent/> </service>"
	                           "<service name=\"LOG\"> <parent/> </service> <service name=\"RAM\"> <parent/> </service>"
	                           "</route>";
	std::string const named  = "<binary name=\"sheep_counter\"/> <config period_ms=\"10\"/>"
	                           "<route> <service name=\"Timer\"> <child name=\"timer\"/> </service>"
	                           "<any-service> <parent/> </any-service> </route>";

	Scratch_directory directory;
	System            system(directory, scenario(timer() + child("denied", "2M", denied)
	                                             + child("named", "2M", named)));

	EXPECT_TRUE(system.log().wait_for("[init -> named] 3 sheep"));
	EXPECT_FALSE(system.log().lines("child \"denied\": no route to service \"Timer\"").empty());
	EXPECT_TRUE(system.log().lines("[init -> denied] 1 sheep").empty());
}


TEST(Boot, quota_is_enforced)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + child("glutton", "2M")
	                                             + child("sheep_counter", "2M", "<config period_ms=\"10\"/>")));

	auto const line = system.log().wait_for("[init -> glutton] got ");
	ASSERT_TRUE(line);

	/* its quantum without what its sessions cost */
	EXPECT_GT(number_after(*line, "got "), 1000u);
	EXPECT_LE(number_after(*line, "got "), 2048u);

	EXPECT_TRUE(system.log().wait_for("[init -> glutton] is full"));
	system.log().skip();
	EXPECT_TRUE(system.log().wait_for("[init -> sheep_counter] "));
	EXPECT_TRUE(system.log().lines("beyond the quota").empty());

	for (Control::Component_status const &status : system.client().components())
		EXPECT_LE(status.ram_used, status.ram_quota) << status.label;
}


TEST(Boot, unavailable_services_of_core_are_refused)
{
	std::string const core_services = "<route> <any-service> <parent/> </any-service> </route>";

	std::string config = scenario(child("refused", "1M", core_services));
	config.replace(config.find("<service name=\"ROM\"/>"), 0,
	               "<service name=\"IRQ\"/> <service name=\"IO_MEM\"/>");

	Scratch_directory directory;
	System            system(directory, config);

	EXPECT_TRUE(system.log().wait_for("[init -> refused] IRQ session denied"));
	EXPECT_TRUE(system.log().wait_for("[init -> refused] IO_MEM session denied"));
}
