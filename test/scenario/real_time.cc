/*
 * \brief  Systems that run in real time
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <fstream>

#include <sched.h>

#include <gtest/gtest.h>

#include "system.h"

using namespace Scenario_test;


namespace {

	/** Return number in a line of the host's description of a process */
	unsigned long status(unsigned long pid, std::string const &key)
	{
		std::ifstream file("/proc/" + std::to_string(pid) + "/status");

		for (std::string line; std::getline(file, line); )
			if (line.starts_with(key + ":"))
				return std::stoul(line.substr(key.size() + 1));

		return 0;
	}
}


/*
 * What the host refuses is told, and everything works nevertheless
 */
TEST(Real_time, nucleus_goes_first_and_components_do_not)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + child("sheep_counter", "2M", "<config period_ms=\"10\"/>")),
	                         "--real-time");

	ASSERT_TRUE(system.log().wait_for("[init -> sheep_counter] "));

	bool const shares_cpu = !system.log().lines("nucleus competes with other programs").empty();
	bool const paged      = !system.log().lines("the memory of nucleus may be paged out").empty();

	for (Control::Component_status const &component : system.client().components()) {

		if (!component.pid)
			continue;

		unsigned long const nucleus = status(component.pid, "PPid");

		EXPECT_EQ(sched_getscheduler(int(component.pid)), SCHED_OTHER);
		EXPECT_EQ(sched_getscheduler(int(nucleus)), shares_cpu ? SCHED_OTHER : SCHED_FIFO);

		EXPECT_EQ(status(component.pid, "VmLck"), 0u);
		EXPECT_EQ(status(nucleus, "VmLck") == 0, paged);
	}

	auto const file = directory / "sheep.snap";
	EXPECT_EQ(system.tool("checkpoint sheep_counter -o '" + file.string() + "'").code, 0);
	EXPECT_EQ(system.tool("restore '" + file.string() + "'").code, 0);
	EXPECT_EQ(system.stop(), 0);
}
