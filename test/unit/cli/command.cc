/*
 * \brief  Test of the commands that talk to a system
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

#include <nlohmann/json.hpp>

#include <control/server.h>

#include "support.h"

using namespace Cli_test;


namespace {

	struct Command_test : testing::Test
	{
		Control_test::Scratch_directory directory { };

		Command_test() { setenv("XDG_RUNTIME_DIR", (directory / "").c_str(), 1); }

		Path socket(std::string const &name = "default") const
		{
			return directory / "recap" / (name + ".socket");
		}
	};

	struct Served_command_test : Command_test
	{
		struct Handler : Control_test::Fake_handler
		{
			Control::Checkpoint_result checkpoint(std::vector<std::string> const &components,
			                                      Control::Progress const &,
			                                      Control::Checkpoint_options const &) override
			{
				_enter();
				return { .label = components.front(), .image = make_snapshot_image(), .pause_us = 1234 };
			}
		} handler { };

		Control::Server server { handler, socket() };
	};
}


TEST_F(Command_test, no_system)
{
	for (char const * const command : { "ps", "stop" }) {
		Outcome const outcome = recap({ command, "--system", "x" });
		EXPECT_EQ(outcome.code, 1);
		EXPECT_TRUE(outcome.output.empty());
		EXPECT_EQ(outcome.errors, "recap: no system named 'x' runs; start one with 'recap run', or name "
		                          "another one with --system\n");
	}
}


TEST_F(Command_test, usage)
{
	for (std::vector<std::string> const &arguments : std::vector<std::vector<std::string>> {
		{ }, { "frobnicate" }, { "ps", "x" }, { "caps" }, { "checkpoint" }, { "checkpoint", "-o", "f" },
		{ "checkpoint", "a", "-o", "f", "--level", "100" }, { "restore" },
		{ "persist" }, { "persist", "a", "--every", "0" }, { "persist", "a", "--keep", "0" },
		{ "restore", "f", "--in-flight", "perhaps" }, { "restore", "f", "--json", "--report" },
		{ "ps", "--system", "a/b" }, { "ps", "--system", "../x" }, { "run" }, { "run", "x", "--verify" },
		{ "run", "x", "--memory", "lots" }, { "run", "x", "--memory", "1M" }, { "run", "x", "--name", "a b" },
		{ "run", "x", "--rom", "/nonexistent" } }) {

		Outcome const outcome = recap(arguments);
		EXPECT_EQ(outcome.code, 2) << testing::PrintToString(arguments) << outcome.errors;
		EXPECT_EQ(outcome.errors.substr(0, 7), "recap: ");
		EXPECT_EQ(std::ranges::count(outcome.errors, '\n'), 1) << outcome.errors;
	}
}


TEST_F(Command_test, help)
{
	Outcome const outcome = recap({ "--help" });
	EXPECT_EQ(outcome.code, 0);
	EXPECT_TRUE(outcome.says("Exit codes"));

	for (char const * const command : { "run", "checkpoint", "persist", "restore", "ps", "caps", "kill", "stop",
	                                    "inspect", "verify" }) {
		Outcome const outcome = recap({ command, "--help" });
		EXPECT_EQ(outcome.code, 0);
		EXPECT_TRUE(outcome.says("Example:\n  recap " + std::string(command))) << outcome.output;
	}
	EXPECT_TRUE(recap({ "--version" }).says("recap "));
}


TEST_F(Command_test, refuses_directory_of_others)
{
	std::filesystem::create_directory(directory / "recap");
	std::filesystem::permissions(directory / "recap", std::filesystem::perms::all);

	Outcome const outcome = recap({ "ps" });
	EXPECT_EQ(outcome.code, 1);
	EXPECT_TRUE(outcome.says("cannot be trusted")) << outcome.errors;
}


TEST_F(Served_command_test, ps)
{
	Outcome const outcome = recap({ "ps" });

	EXPECT_EQ(outcome.code, 0) << outcome.errors;
	EXPECT_TRUE(outcome.says("COMPONENT  STATE    PID  THREADS")) << outcome.output;
	EXPECT_TRUE(outcome.says("└─ a       dead       -")) << outcome.output;

	auto const parsed = nlohmann::json::parse(recap({ "ps", "--json" }).output);
	EXPECT_EQ(parsed[0]["pid"], 17);
	EXPECT_EQ(parsed[1]["state"], "dead");
}


TEST_F(Served_command_test, caps)
{
	Outcome const outcome = recap({ "caps", "init" });
	EXPECT_EQ(outcome.code, 0) << outcome.errors;
	EXPECT_TRUE(outcome.says("CAP1")) << outcome.output;
	EXPECT_TRUE(outcome.says("3 capabilities, 1 dead, map and space agree"));

	EXPECT_EQ(nlohmann::json::parse(recap({ "caps", "init", "--json" }).output).size(), 3u);

	Outcome const failed = recap({ "caps", "nobody" });
	EXPECT_EQ(failed.code, 1);
	EXPECT_EQ(failed.errors, "recap: no component is named 'nobody'; see 'recap ps' for the components there are\n");
}


TEST_F(Served_command_test, kill)
{
	EXPECT_EQ(recap({ "kill", "init -> a" }).code, 0);
	EXPECT_EQ(handler.names, (std::vector<std::string> { "init -> a" }));

	EXPECT_EQ(recap({ "kill", "a", "--remove" }).code, 0);
	EXPECT_EQ(handler.names, (std::vector<std::string> { "a", "removed" }));
}


TEST_F(Served_command_test, checkpoint_and_restore)
{
	std::string const file = directory / "a.snap";

	for (std::vector<std::string> const &extra : std::vector<std::vector<std::string>> {
		{ }, { "--level", "3" }, { "--no-sync" } }) {

		std::vector<std::string> arguments { "checkpoint", "init -> a", "-o", file };
		arguments.insert(arguments.end(), extra.begin(), extra.end());

		Outcome const outcome = recap(arguments);
		EXPECT_EQ(outcome.code, 0) << outcome.errors;
		EXPECT_EQ(outcome.errors, "");
		EXPECT_TRUE(outcome.says("checkpoint of \"init -> a\": ")) << outcome.output;
		EXPECT_TRUE(outcome.says(", 2 pages, pause 1.2 ms, total ")) << outcome.output;
	}

	Outcome const outcome = recap({ "restore", file, "--verify", "--in-flight", "fail", "--target", "b", "--report" });
	EXPECT_EQ(outcome.code, 0) << outcome.errors;
	EXPECT_TRUE(outcome.says("1 recreated")) << outcome.output;
	EXPECT_TRUE(outcome.says("note: two"));
	EXPECT_TRUE(outcome.says("OUTCOME"));
	EXPECT_EQ(handler.pages, 2u);
	EXPECT_TRUE(handler.options.verify);
	EXPECT_EQ(handler.options.in_flight, Control::Restore_options::In_flight::FAIL);
	EXPECT_EQ(handler.options.target, "b");

	auto const parsed = nlohmann::json::parse(recap({ "restore", file, "--json", "--in-flight", "resend" }).output);
	EXPECT_EQ(parsed["report"][0]["outcome"], "recreated");
	EXPECT_EQ(handler.options.in_flight, Control::Restore_options::In_flight::RESEND);
	EXPECT_EQ(handler.options.target, "");
}


TEST_F(Served_command_test, failures_leave_no_file)
{
	handler.fault = [] {
		throw Control::Request_failed(Control::Error_code::UNSUPPORTED, "it holds\na device"); };

	Outcome const outcome = recap({ "checkpoint", "a", "-o", directory / "a.snap" });
	EXPECT_EQ(outcome.code, 1);
	EXPECT_EQ(outcome.errors, "recap: it holds?a device; see the log of the system for details\n");
	EXPECT_FALSE(std::filesystem::exists(directory / "a.snap"));

	handler.fault = { };
	EXPECT_EQ(recap({ "checkpoint", "a", "-o", directory / "missing/a.snap" }).code, 1);
}


TEST_F(Command_test, stop)
{
	struct Stoppable : Control_test::Fake_handler
	{
		void stop() override { release(); }
	} stoppable { };

	auto server = std::make_unique<Control::Server>(stoppable, socket("x"));

	std::thread system([&] {
		std::unique_lock lock(stoppable.mutex);
		stoppable.changed.wait(lock, [&] { return stoppable.restored; });
		lock.unlock();
		server.reset();
	});

	EXPECT_EQ(recap({ "stop", "--system", "x" }).code, 0);
	EXPECT_FALSE(std::filesystem::exists(socket("x")));
	system.join();
}
