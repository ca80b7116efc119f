/*
 * \brief  Session interfaces and other parts of the API between components
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include "system.h"

using namespace Scenario_test;


TEST(Session_api, servers_and_clients_understand_each_other)
{
	std::string const route =
		"<route> <service name=\"Report\"> <child name=\"report_log\"/> </service>"
		"<any-service> <parent/> </any-service> </route>";

	std::string config = scenario(
		child("report_log", "2M", "<provides> <service name=\"Report\"/> </provides>")
		+ child("session_api", "8M", route));

	/* so that the requests reach core, which refuses them */
	config.replace(config.find("<service name=\"ROM\"/>"), 0,
	               "<service name=\"IRQ\"/> <service name=\"IO_MEM\"/> <service name=\"TRACE\"/>");

	Scratch_directory directory;
	System            system(directory, config);

	EXPECT_TRUE(system.log().wait_for("--- session_api is done ---"));
	EXPECT_TRUE(system.log().lines("wrong: ").empty());
	EXPECT_FALSE(system.log().lines("network packets: 3000 of 3000").empty());
	EXPECT_FALSE(system.log().lines("block requests: 512 of 512").empty());
	EXPECT_FALSE(system.log().lines("driver requests: 1000 of 1000").empty());
	EXPECT_FALSE(system.log().lines("report: session_api -> name_of_report").empty());
	EXPECT_FALSE(system.log().lines("<state value=\"42\"/>").empty());
}
