/*
 * \brief  The classic target: a counter goes on with the next number
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include "system.h"

using namespace Scenario_test;


namespace {

	std::string flock()
	{
		return scenario(timer() + child("sheep_counter", "2M", "<config period_ms=\"20\"/>"));
	}

	unsigned long count(std::string const &line) { return number_after(line, "] "); }

	unsigned long next_count(System &system)
	{
		auto const line = system.log().wait_for("[init -> sheep_counter] ");
		return line ? count(*line) : 0;
	}

	unsigned long last_count(System &system)
	{
		auto const lines = system.log().lines("[init -> sheep_counter] ");
		return lines.empty() ? 0 : count(lines.back());
	}
}


TEST(Sheep_counter, goes_on_after_kill)
{
	Scratch_directory directory;
	System            system(directory, flock());
	ASSERT_TRUE(system.log().wait_for("] 5 sheep"));

	Path const file = directory / "sheep.snap";

	Outcome const checkpoint = system.tool("checkpoint sheep_counter -o " + file.string());
	ASSERT_EQ(checkpoint.code, 0) << checkpoint.output;

	ASSERT_EQ(system.tool("kill sheep_counter").code, 0);
	EXPECT_EQ(system.client().components().back().state, Control::Component_status::State::DEAD);

	/* nothing that was counted before the checkpoint comes again */
	unsigned long const before = last_count(system);
	system.log().skip();

	Outcome const restore = system.tool("restore " + file.string() + " --verify");
	ASSERT_EQ(restore.code, 0) << restore.output;
	EXPECT_TRUE(restore.says("0 dead")) << restore.output;
	EXPECT_TRUE(restore.says("verified: ")) << restore.output;

	unsigned long const after = next_count(system);
	EXPECT_GE(after, 6u);
	EXPECT_LE(after, before + 1);
	EXPECT_EQ(next_count(system), after + 1);
	EXPECT_EQ(next_count(system), after + 2);
}


TEST(Sheep_counter, is_rolled_back_while_it_runs)
{
	Scratch_directory directory;
	System            system(directory, flock());
	ASSERT_TRUE(system.log().wait_for("] 3 sheep"));

	auto const checkpoint = system.client().checkpoint({ "sheep_counter" });

	ASSERT_TRUE(system.log().wait_for("] 10 sheep"));
	system.client().restore(checkpoint.image, { .verify = true });

	/* the log tells the rollback by a number that comes once more */
	unsigned long last = 10, next = next_count(system);
	while (next == last + 1) {
		last = next;
		next = next_count(system);
	}
	EXPECT_GE(next, 4u);
	EXPECT_LE(next, last);
	ASSERT_TRUE(system.log().wait_for("] " + std::to_string(last + 5) + " sheep"));
}


TEST(Sheep_counter, goes_on_in_a_later_run)
{
	Scratch_directory directory;
	Path const        file = directory / "sheep.snap";
	unsigned long     last;
	{
		System system(directory, flock());
		ASSERT_TRUE(system.log().wait_for("] 5 sheep"));
		ASSERT_EQ(system.tool("checkpoint sheep_counter -o " + file.string()).code, 0);
		EXPECT_EQ(system.stop(), 0);
		last = last_count(system);
	}

	System system(directory, flock(), "--restore " + file.string() + " --verify");

	unsigned long const first = next_count(system);
	EXPECT_GE(first, 6u);
	EXPECT_LE(first, last + 1);
	EXPECT_EQ(next_count(system), first + 1);
	EXPECT_TRUE(system.log().lines("] 1 sheep").empty());
}


/*
 * One snapshot serves any number of restores, and a restored component can be
 * checkpointed again
 */
TEST(Sheep_counter, survives_generations)
{
	Scratch_directory directory;
	System            system(directory, flock());
	ASSERT_TRUE(system.log().wait_for("] 2 sheep"));

	unsigned long previous = 2;

	for (unsigned generation = 0; generation < 10; generation++) {

		auto const checkpoint = system.client().checkpoint({ "sheep_counter" });

		for (unsigned i = 0; i < 3; i++) {
			system.client().kill("sheep_counter");
			system.log().skip();
			system.client().restore(checkpoint.image, { });
			EXPECT_GE(next_count(system), previous);
		}
		unsigned long const reached = next_count(system);
		EXPECT_GT(reached, previous);
		previous = reached;
	}
}
