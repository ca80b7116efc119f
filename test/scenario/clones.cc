/*
 * \brief  Further instances of a component, started from a snapshot
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include "system.h"

using namespace Scenario_test;


namespace {

	std::string sheep() { return child("sheep_counter", "2M", "<config period_ms=\"20\"/>"); }

	/* the numbers that a component has logged, which must be consecutive */
	unsigned long expect_consecutive(System const &system, std::string const &name)
	{
		unsigned long last = 0;
		for (std::string const &line : const_cast<System &>(system).log().lines("[init -> " + name + "] ")) {
			unsigned long const number = number_after(line, "] ");
			if (last) {
				EXPECT_EQ(number, last + 1) << line;
			}
			last = number;
		}
		return last;
	}
}


TEST(Clones, ten_run_independently)
{
	Scratch_directory directory;
	Path const        file = directory / "sheep.snap";

	System system(directory, scenario(timer() + sheep()));
	ASSERT_TRUE(system.log().wait_for("10 sheep"));
	ASSERT_EQ(system.tool("checkpoint sheep_counter -o " + file.string()).code, 0);

	for (unsigned i = 0; i < 10; i++) {
		Outcome const outcome = system.tool("restore " + file.string() + " --verify --as flock" + std::to_string(i));
		ASSERT_EQ(outcome.code, 0) << outcome.output;

		/* what the original waits for is not what the clone waits for */
		EXPECT_FALSE(outcome.says("still being served")) << outcome.output;
	}

	/* all of them and the original count on */
	for (unsigned round = 0; round < 3; round++) {
		system.log().skip();
		for (unsigned i = 0; i < 10; i++)
			ASSERT_TRUE(system.log().wait_for("[init -> flock" + std::to_string(i) + "] "));
		ASSERT_TRUE(system.log().wait_for("[init -> sheep_counter] "));
	}
	for (unsigned i = 0; i < 10; i++)
		expect_consecutive(system, "flock" + std::to_string(i));
	expect_consecutive(system, "sheep_counter");

	/* one dies, the others do not care, and it can be removed */
	system.client().kill("flock3");
	EXPECT_EQ(system.tool("kill flock3 --remove").code, 0);
	EXPECT_TRUE(system.tool("kill flock3").says("there is no component"));

	system.log().skip();
	ASSERT_TRUE(system.log().wait_for("[init -> flock4] "));
	ASSERT_TRUE(system.log().wait_for("[init -> sheep_counter] "));

	/* its name and its quota are free again */
	EXPECT_EQ(system.tool("restore " + file.string() + " --verify --as flock3").code, 0);
	system.log().skip();
	ASSERT_TRUE(system.log().wait_for("[init -> flock3] "));
}


TEST(Clones, of_a_clone)
{
	Scratch_directory directory;
	Path const        file = directory / "sheep.snap";

	System system(directory, scenario(timer() + sheep()));
	ASSERT_TRUE(system.log().wait_for("5 sheep"));
	ASSERT_EQ(system.tool("checkpoint sheep_counter -o " + file.string()).code, 0);
	ASSERT_EQ(system.tool("restore " + file.string() + " --as dolly").code, 0);
	system.log().skip();
	ASSERT_TRUE(system.log().wait_for("[init -> dolly] "));

	ASSERT_EQ(system.tool("checkpoint dolly -o " + file.string()).code, 0);
	ASSERT_EQ(system.tool("restore " + file.string() + " --verify").code, 0);
	ASSERT_EQ(system.tool("restore " + file.string() + " --verify --as molly").code, 0);

	system.log().skip();
	ASSERT_TRUE(system.log().wait_for("[init -> molly] "));
	ASSERT_TRUE(system.log().wait_for("[init -> dolly] "));
	EXPECT_TRUE(system.log().lines("Error").empty());
}


TEST(Clones, later_run)
{
	Scratch_directory directory;
	Path const        file = directory / "sheep.snap";
	{
		System system(directory, scenario(timer() + sheep()));
		ASSERT_TRUE(system.log().wait_for("20 sheep"));
		ASSERT_EQ(system.tool("checkpoint sheep_counter -o " + file.string()).code, 0);
	}
	System system(directory, scenario(timer() + sheep()));
	ASSERT_TRUE(system.log().wait_for("[init -> sheep_counter] 1 sheep"));
	ASSERT_EQ(system.tool("restore " + file.string() + " --verify --as elder").code, 0);

	auto const line = system.log().wait_for("[init -> elder] ");
	ASSERT_TRUE(line);
	EXPECT_GT(number_after(*line, "] "), 19u);
}


/*
 * What fails leaves nothing behind
 */
TEST(Clones, refused)
{
	Scratch_directory directory;
	Path const        file = directory / "sheep.snap";

	System system(directory, scenario(timer() + sheep()), "--memory 48M");
	ASSERT_TRUE(system.log().wait_for("5 sheep"));
	ASSERT_EQ(system.tool("checkpoint sheep_counter -o " + file.string()).code, 0);

	auto const refused = [&] (std::string const &name, std::string const &reason) {
		Outcome const outcome = system.tool("restore " + file.string() + " --as '" + name + "'");
		EXPECT_EQ(outcome.code, 1);
		EXPECT_TRUE(outcome.says(reason)) << outcome.output;
	};

	refused("sheep_counter", "there is a component");
	refused("timer",         "there is a component");
	refused("a -> b",        "not a valid name");
	refused(std::string(200, 'x'), "not a valid name");

	EXPECT_TRUE(system.tool("kill timer --remove").says("is not a clone"));

	/* until the quota is used up */
	unsigned count = 0;
	Outcome  outcome { };
	for (; count < 40; count++) {
		outcome = system.tool("restore " + file.string() + " --as flock" + std::to_string(count));
		if (outcome.code != 0)
			break;
	}
	ASSERT_GT(count, 0u);
	ASSERT_LT(count, 40u);
	SCOPED_TRACE(outcome.output);
	EXPECT_TRUE(outcome.says("quota"));
	refused("last", "quota");
	EXPECT_TRUE(system.tool("kill last").says("there is no component"));

	system.log().skip();
	for (unsigned i = 0; i < count; i++)
		ASSERT_TRUE(system.log().wait_for("[init -> flock" + std::to_string(i) + "] "));
	ASSERT_TRUE(system.log().wait_for("[init -> sheep_counter] "));
}
