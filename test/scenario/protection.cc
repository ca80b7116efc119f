/*
 * \brief  Components that are protected by the configuration of init
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <csignal>

#include <gtest/gtest.h>

#include "system.h"

using namespace Scenario_test;


namespace {

	char const * const ROLLBACK = "<checkpoint interval_ms=\"20\" on_fault=\"rollback\" keep=\"3\"/>";

	Control::Component_status status(System &system, std::string const &name)
	{
		for (Control::Component_status const &status : system.client().components())
			if (status.label == "init -> " + name)
				return status;

		return { };
	}

	void kill_process(System &system, std::string const &name) {
		system.send_signal("init -> " + name, SIGKILL); }

	std::string crasher(std::string const &kind, unsigned strikes, unsigned at,
	                    std::string const &protection)
	{
		return child("fuse", "2M", "<provides> <service name=\"Fuse\"/> </provides> "
		             "<config strikes=\"" + std::to_string(strikes) + "\" at=\"" + std::to_string(at) + "\"/>")
		     + child("crasher", "2M", "<config kind=\"" + kind + "\"/>" + protection);
	}

	std::string protected_sheep()
	{
		return child("sheep_counter", "2M", std::string("<config period_ms=\"20\"/>") + ROLLBACK);
	}

	/* wait until there is a checkpoint to go back to */
	void wait_for_checkpoint(System &system, std::string const &name)
	{
		while (!status(system, name).checkpoints)
			ASSERT_TRUE(system.log().wait_for("["));
	}
}


/*
 * Each way to crash, the component goes on as if nothing had happened
 */
class Crash : public testing::TestWithParam<char const *> { };

INSTANTIATE_TEST_SUITE_P(Protection, Crash, testing::Values("page", "illegal", "exception", "abort"));

TEST_P(Crash, is_rolled_back)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + crasher(GetParam(), 1, 50, ROLLBACK)));

	ASSERT_TRUE(system.log().wait_for(std::string("crashes by ") + GetParam()));
	ASSERT_TRUE(system.log().wait_for("\"init -> crasher\" rolled back by "));
	ASSERT_TRUE(system.log().wait_for("tick 60"));
	ASSERT_TRUE(system.log().wait_for("tick 80"));

	/* it may have been captured when it was about to crash already, all that is kept at worst */
	EXPECT_GE(status(system, "crasher").restores, 1u);
	EXPECT_LE(status(system, "crasher").restores, 3u);
}


TEST(Protection, killed_process_is_rolled_back)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + protected_sheep()));

	ASSERT_TRUE(system.log().wait_for("10 sheep"));
	wait_for_checkpoint(system, "sheep_counter");

	unsigned long last = 10;
	for (unsigned i = 0; i < 5; i++) {
		kill_process(system, "sheep_counter");
		ASSERT_TRUE(system.log().wait_for("\"init -> sheep_counter\" rolled back by "));

		for (unsigned count = 0; count < 20; count++) {
			auto const line = system.log().wait_for(" sheep");
			ASSERT_TRUE(line);

			/* it goes back a little and never jumps ahead */
			unsigned long const number = number_after(*line, "] ");
			EXPECT_LE(number, last + 1);
			last = number;
		}
	}
}


/*
 * What a rollback could not bring back is in the log, as nobody gets its report
 */
TEST(Protection, what_does_not_come_back_is_told)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + protected_sheep()));

	ASSERT_TRUE(system.log().wait_for("10 sheep"));
	wait_for_checkpoint(system, "sheep_counter");

	system.client().kill("timer");
	kill_process(system, "sheep_counter");

	auto const line = system.log().wait_for("after the rollback of \"init -> sheep_counter\": ");
	ASSERT_TRUE(line);
	EXPECT_NE(line->find("the state of the session"), std::string::npos) << *line;
	ASSERT_TRUE(system.log().wait_for("\"init -> sheep_counter\" rolled back by "));
}


/*
 * A component that crashes again and again is left alone in the end
 */
TEST(Protection, crash_loop_ends)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + crasher("page", 1000, 50,
		"<checkpoint interval_ms=\"20\" on_fault=\"rollback\" keep=\"3\" retries=\"4\"/>")));

	auto const line = system.log().wait_for("given up");
	ASSERT_TRUE(line);
	EXPECT_NE(line->find("crash number 5 in a row"), std::string::npos) << *line;
	EXPECT_NE(line->find("WRITE page fault at address 0x10"), std::string::npos) << *line;
	EXPECT_EQ(system.log().lines("rolled back by").size(), 4u);
	EXPECT_EQ(status(system, "timer").state, Control::Component_status::State::RUNNING);
}


/*
 * Old checkpoints help if the latest ones lead to the same crash
 */
TEST(Protection, older_checkpoints_are_tried)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + crasher("illegal", 3, 60,
		"<checkpoint interval_ms=\"40\" on_fault=\"rollback\" keep=\"4\"/>")));

	ASSERT_TRUE(system.log().wait_for("tick 100"));

	auto const lines = system.log().lines("rolled back by");
	/* one more if a checkpoint was taken right before a crash */
	ASSERT_GE(lines.size(), 3u);
	EXPECT_GT(number_after(lines[0], "to checkpoint "), number_after(lines[1], "to checkpoint "));
	EXPECT_GT(number_after(lines[1], "to checkpoint "), number_after(lines[2], "to checkpoint "));
	EXPECT_NE(lines[2].find("attempt 3 of 5"), std::string::npos) << lines[2];
}


TEST(Protection, without_rollback_the_crash_is_reported)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + crasher("abort", 1, 20,
		"<checkpoint interval_ms=\"20\"/>")));

	ASSERT_TRUE(system.log().wait_for("given up"));
	EXPECT_TRUE(system.log().lines("rolled back by").empty());
	EXPECT_EQ(status(system, "crasher").restores, 0u);
}


/*
 * Client and server go back together if one of them dies
 */
TEST(Protection, group)
{
	std::string const protection =
		"<checkpoint interval_ms=\"30\" on_fault=\"rollback\" keep=\"3\" group=\"kv\"/>";

	Scratch_directory directory;
	System            system(directory, scenario(timer()
		+ child("kv_server", "8M", "<provides> <service name=\"Kv\"/> </provides>" + protection)
		+ child("kv_client", "8M", "<config text=\"GPL-3\" round_ms=\"50\"/>" + protection)));

	ASSERT_TRUE(system.log().wait_for("all counts verified"));
	wait_for_checkpoint(system, "kv_server");

	for (char const * const victim : { "kv_server", "kv_client", "kv_server", "kv_client" }) {
		kill_process(system, victim);
		ASSERT_TRUE(system.log().wait_for("\"init -> kv_server\", \"init -> kv_client\" rolled back by "));
		ASSERT_TRUE(system.log().wait_for("all counts verified"));
		ASSERT_TRUE(system.log().wait_for("all counts verified"));
	}
	EXPECT_TRUE(system.log().lines("Error").empty());
	EXPECT_EQ(status(system, "kv_server").restores, 4u);
	EXPECT_EQ(status(system, "kv_client").restores, 4u);
}


/*
 * A component decides by itself when to save its state and when to go back
 */
TEST(Protection, requested_by_the_component)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer()
		+ child("fuse", "2M", "<provides> <service name=\"Fuse\"/> </provides> <config strikes=\"2\" at=\"25\"/>")
		+ child("self_saver", "8M")));

	ASSERT_TRUE(system.log().wait_for("saved at tick 20"));
	for (unsigned i = 0; i < 2; i++) {
		ASSERT_TRUE(system.log().wait_for("goes back from tick 25"));
		ASSERT_TRUE(system.log().wait_for("saved at tick 20"));
	}
	ASSERT_TRUE(system.log().wait_for("saved at tick 30"));
	ASSERT_TRUE(system.log().wait_for("saved at tick 40"));
	EXPECT_EQ(status(system, "self_saver").restores, 2u);
	EXPECT_TRUE(system.log().lines("Error").empty());
}


/*
 * What a component does not own is out of its reach
 */
TEST(Protection, others_are_out_of_reach)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer()
		+ child("fuse", "2M", "<provides> <service name=\"Fuse\"/> </provides> <config strikes=\"0\"/>")
		+ child("sheep_counter", "2M", "<config period_ms=\"20\"/>")
		+ child("self_saver", "8M", "<config target=\"../sheep_counter\"/>")));

	ASSERT_TRUE(system.log().wait_for("[rtcr] checkpoint of \"init -> self_saver -> ../sheep_counter\" failed"));
	EXPECT_EQ(status(system, "sheep_counter").checkpoints, 0u);
}


TEST(Protection, bad_configuration)
{
	Scratch_directory directory;

	auto const finding = [&] (std::string const &attributes) {
		System system(directory, scenario(timer()
			+ child("sheep_counter", "2M", "<checkpoint " + attributes + "/>")));
		EXPECT_EQ(system.log().exit_code(), 1);
		auto const lines = system.log().lines("<checkpoint>");
		return lines.empty() ? "" : lines.front();
	};

	EXPECT_NE(finding("interval_ms=\"soon\"").find("must be a number from 1"), std::string::npos);
	EXPECT_NE(finding("interval_ms=\"10\" keep=\"0\"").find("keep=\"0\""), std::string::npos);
	EXPECT_NE(finding("interval_ms=\"10\" on_fault=\"pray\"").find("must be \"stop\" or \"rollback\""),
	          std::string::npos);
	EXPECT_NE(finding("keep=\"3\"").find("has no interval"), std::string::npos);
}


/*
 * Once nucleus knows the components, there is nothing that could make a pause
 * wait for memory
 */
TEST(Protection, pauses_obtain_no_memory)
{
	constexpr unsigned KNOWN = 20, MORE = 200;

	Scratch_directory directory;
	System            system(directory, scenario(child("vectors", "4M", "<checkpoint interval_ms=\"2\" keep=\"2\"/>")));

	ASSERT_TRUE(system.log().wait_for("registers are about to be loaded"));

	auto cost_after = [&] (uint64_t checkpoints) {
		for (;;) {
			Control::Checkpoint_cost const cost = status(system, "vectors").cost;
			if (cost.pauses.count() >= checkpoints || HasFailure())
				return cost;
			std::this_thread::sleep_for(std::chrono::milliseconds(5));
		}
	};

	/* the first ones may, as they do not know what they are going to need */
	Control::Checkpoint_cost const first = cost_after(KNOWN);
	EXPECT_EQ(cost_after(first.pauses.count() + MORE).obtaining, first.obtaining);
}


/*
 * Most of the memory is written by one generation in thousands. The component
 * verifies what it reads, before and after it went back in place or in a fresh process.
 */
TEST(Protection, memory_that_is_rarely_written)
{
	/* nucleus leaves memory out of its searches that was not written for 256 checkpoints */
	constexpr unsigned CHECKPOINTS = 400;

	Scratch_directory directory;
	System            system(directory, scenario(timer()
		+ child("memory", "80M", std::string("<config size=\"64M\" dirty=\"3\" sample=\"256\" period_ms=\"1\"/>")
		                         + "<checkpoint interval_ms=\"1\" on_fault=\"rollback\" keep=\"2\"/>")));

	auto advance = [&] (uint64_t checkpoints) {
		uint64_t const goal = status(system, "memory").cost.pauses.count() + checkpoints;
		while (status(system, "memory").cost.pauses.count() < goal) {
			system.log().skip();
			ASSERT_TRUE(system.log().wait_for("memory: generation "));
		}
	};

	ASSERT_TRUE(system.log().wait_for("pages filled"));
	advance(CHECKPOINTS);

	for (unsigned round = 0; round < 3; round++) {

		auto const checkpoint = system.client().checkpoint({ "memory" });
		advance(CHECKPOINTS);

		if (round % 2 == 0)
			system.client().restore(checkpoint.image, { });
		else
			kill_process(system, "memory");

		advance(CHECKPOINTS);
		EXPECT_TRUE(system.log().lines("[init -> memory] Error").empty());
	}
}


/*
 * No checkpoint is as fast as the first budget asks for, each is as fast as the
 * second one does
 */
TEST(Protection, budgets_for_pauses)
{
	auto const counter = [] (char const *budget) {
		return child("sheep_counter", "2M", std::string("<checkpoint interval_ms=\"5\" max_pause_us=\"")
		                                    + budget + "\"/>"); };
	{
		Scratch_directory directory;
		System            system(directory, scenario(timer() + counter("1")));

		ASSERT_TRUE(system.log().wait_for("us, the budget is 1 us"));

		/* which is told once */
		while (status(system, "sheep_counter").cost.pauses.count() < 5)
			ASSERT_TRUE(system.log().wait_for("["));

		auto const cost = status(system, "sheep_counter").cost;
		EXPECT_EQ(cost.over_budget, cost.pauses.count());
		EXPECT_GT(cost.work_us, cost.pauses.max());
		EXPECT_GT(cost.copy_bytes, 0u);
		EXPECT_EQ(system.log().lines("the budget is").size(), 1u);

		auto const result = system.client().checkpoint({ "sheep_counter" }, { }, { .max_pause_us = 1 });
		ASSERT_EQ(result.notes.size(), 1u);
		EXPECT_NE(result.notes[0].find("the budget is 1 us"), std::string::npos);
	}
	{
		Scratch_directory directory;
		System            system(directory, scenario(timer() + counter("60000000")));

		ASSERT_TRUE(system.log().wait_for("sheep"));
		while (status(system, "sheep_counter").cost.pauses.count() < 5)
			ASSERT_TRUE(system.log().wait_for("["));

		EXPECT_EQ(status(system, "sheep_counter").cost.over_budget, 0u);
		EXPECT_TRUE(system.client().checkpoint({ "sheep_counter" }, { },
		                                       { .max_pause_us = 60'000'000 }).notes.empty());
	}
}
