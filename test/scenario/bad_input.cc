/*
 * \brief  Bad input gets a clear message, and the running system goes on
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>

#include <gtest/gtest.h>

#include "system.h"

using namespace Scenario_test;


namespace {

	std::string flock(std::string const &quantum = "2M")
	{
		return scenario(timer() + child("sheep_counter", quantum, "<config period_ms=\"20\"/>"));
	}

	std::string content(Path const &path)
	{
		std::ifstream file(path, std::ios::binary);
		return { std::istreambuf_iterator<char>(file), { } };
	}

	void write(Path const &path, std::string const &content)
	{
		std::ofstream(path, std::ios::binary) << content;
	}

	/**
	 * A message is one line that names the tool and says what to do
	 */
	void expect_message(Outcome const &outcome, std::string const &text)
	{
		EXPECT_EQ(outcome.code, 1) << outcome.output;
		EXPECT_TRUE(outcome.says(text)) << outcome.output;
		EXPECT_EQ(outcome.output.substr(0, 7), "recap: ") << outcome.output;
		EXPECT_EQ(std::ranges::count(outcome.output, '\n'), 1) << outcome.output;
		EXPECT_TRUE(outcome.says(";")) << "no advice: " << outcome.output;
	}

	struct Bad_input : testing::Test
	{
		Scratch_directory directory { };
		System            system { directory, flock() };
		Path const        file = directory / "sheep.snap";
		Path const        bad  = directory / "bad.snap";

		void SetUp() override
		{
			ASSERT_TRUE(system.log().wait_for("3 sheep"));
			ASSERT_EQ(system.tool("checkpoint sheep_counter -o " + file.string()).code, 0);
		}

		/** The system is not impressed by what happened */
		void TearDown() override
		{
			system.log().skip();
			EXPECT_TRUE(system.log().wait_for("[init -> sheep_counter] "));
			EXPECT_EQ(system.stop(), 0);
			EXPECT_TRUE(system.log().lines("Error").empty());
		}

		Outcome restore_bad() { return system.tool("restore " + bad.string()); }

		/** Start another system with the same directory */
		Outcome run(std::string const &config, std::string const &options = "")
		{
			write(directory / "other.xml", config);
			return tool(directory, "run --name other --rom " TEXT_DIRECTORY " " + options + " "
			            + (directory / "other.xml").string());
		}
	};
}


TEST_F(Bad_input, unknown_component)
{
	for (char const * const command : { "checkpoint nobody -o /dev/null", "kill nobody", "caps nobody" })
		expect_message(system.tool(command), "there is no component \"nobody\"");

	expect_message(tool(directory, "ps --system nowhere"), "no system named 'nowhere' runs");
}


TEST_F(Bad_input, truncated_snapshot)
{
	std::string const whole = content(file);

	for (size_t const size : { size_t(0), size_t(10), size_t(100), whole.size()/2, whole.size() - 1 }) {
		write(bad, whole.substr(0, size));
		expect_message(restore_bad(), bad.string());
	}
	write(bad, whole + "x");
	expect_message(restore_bad(), bad.string());
}


/*
 * Each byte is covered by the tests of the store, here a sample goes all the
 * way through the tool
 */
TEST_F(Bad_input, flipped_byte)
{
	std::string const whole = content(file);
	std::minstd_rand  random(1);

	for (unsigned i = 0; i < 40; i++) {
		std::string damaged = whole;
		damaged[random() % damaged.size()] ^= char(1 + random() % 255);
		write(bad, damaged);
		expect_message(restore_bad(), bad.string());
	}
}


TEST_F(Bad_input, no_snapshot)
{
	write(bad, "This is some text, and not a snapshot at all.\n");
	expect_message(restore_bad(), "not a snapshot file");

	expect_message(system.tool("restore " + (directory / "missing.snap").string()), "missing.snap");
	expect_message(system.tool("restore " + (directory / "").string()), "");
}


TEST_F(Bad_input, other_binary)
{
	/* a sheep counter that is not the one that was checkpointed */
	Path const rom = directory / "rom";
	std::filesystem::create_directory(rom);
	write(rom / "sheep_counter", content(Path(ROM_DIRECTORY) / "hello"));

	Outcome const outcome = run(flock(), "--rom " + rom.string() + " --restore " + file.string());
	EXPECT_EQ(outcome.code, 1);
	EXPECT_TRUE(outcome.says("recap: ")) << outcome.output;
	EXPECT_TRUE(outcome.says("is not the one that was checkpointed")) << outcome.output;
}


TEST_F(Bad_input, other_configuration)
{
	Outcome const outcome = run(scenario(timer() + child("sheep_counter", "2M", "<config period_ms=\"21\"/>")),
	                            "--restore " + file.string());
	EXPECT_EQ(outcome.code, 1);
	EXPECT_TRUE(outcome.says("configuration) is not the one that was checkpointed")) << outcome.output;
}


TEST_F(Bad_input, missing_component)
{
	Outcome const outcome = run(scenario(timer() + child("leaver", "1M", "<exit propagate=\"yes\"/>")),
	                            "--restore " + file.string());
	EXPECT_EQ(outcome.code, 1);
	EXPECT_TRUE(outcome.says("recap: ")) << outcome.output;
}


TEST_F(Bad_input, insufficient_quota)
{
	Outcome const outcome = run(flock("430K"), "--restore " + file.string());
	EXPECT_EQ(outcome.code, 1);
	EXPECT_TRUE(outcome.says("does not suffice")) << outcome.output;
}


TEST_F(Bad_input, malformed_configuration)
{
	struct { char const *config, *message; } const cases[] = {
		{ "",                                  "malformed XML" },
		{ "<config><start></config>",          "" },
		{ "<config><start/></config>",         "has no name" },
		{ "<nonsense/>",                       "must be <config>" },
	};
	for (auto const &bad_config : cases) {
		Outcome const outcome = run(bad_config.config);
		EXPECT_EQ(outcome.code, 1) << bad_config.config;
		EXPECT_TRUE(outcome.says("other.xml:")) << outcome.output;
		EXPECT_TRUE(outcome.says(bad_config.message)) << outcome.output;
	}

	Outcome const missing = run(scenario(child("no_such_binary", "1M")));
	EXPECT_EQ(missing.code, 1);
	EXPECT_TRUE(missing.says("needs the ROM module \"no_such_binary\"")) << missing.output;

	Outcome const twice = run(scenario(child("hello", "1M") + child("hello", "1M")));
	EXPECT_EQ(twice.code, 1);
	EXPECT_TRUE(twice.says("hello")) << twice.output;

	Outcome const greedy = run(scenario(child("hello", "5G")));
	EXPECT_EQ(greedy.code, 1);
	EXPECT_TRUE(greedy.says("exceed")) << greedy.output;
}


TEST_F(Bad_input, dead_component_cannot_be_checkpointed)
{
	system.client().kill("sheep_counter");
	expect_message(system.tool("checkpoint sheep_counter -o " + bad.string()), "is not running");
	EXPECT_FALSE(std::filesystem::exists(bad));
	ASSERT_EQ(system.tool("restore " + file.string()).code, 0);
}


TEST_F(Bad_input, unwritable_snapshot_file)
{
	expect_message(system.tool("checkpoint sheep_counter -o " + (directory / "no/such/dir.snap").string()),
	               "no/such");
}
