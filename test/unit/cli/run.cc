/*
 * \brief  Test of starting systems
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <cstdlib>
#include <thread>

#include <cli/snapshot_access.h>
#include <control/client.h>
#include <host/program.h>

#include "support.h"

using namespace Cli_test;


namespace {

	struct Run_test : testing::Test
	{
		Control_test::Scratch_directory directory { };

		Run_test()
		{
			setenv("XDG_RUNTIME_DIR", (directory / "").c_str(), 1);
			write_file(directory / "init", "");
			Cli::save_image(make_snapshot_image(), "init -> a", directory / "a.snap",
			                { .durability = Store::Durability::CACHED });
		}

		/**
		 * Return shell command that starts the tool beside the fake nucleus
		 */
		std::string command(std::string const &config, std::string const &options) const
		{
			write_file(directory / "s.xml",
			           "<config behavior=\"" + config + "\">"
			           "<default-route/> <start name=\"init\"> <resource name=\"RAM\" quantum=\"1M\"/> </start>"
			           "</config>");

			return "'" FAKE_RECAP "' run " + (directory / "s.xml").string()
			     + " --rom " + (directory / "").string() + " " + options
			     + " >" + (directory / "out").string() + " 2>" + (directory / "err").string();
		}

		Outcome run(std::string const &config, std::string const &options = "")
		{
			Host::Program program("/bin/sh", { "-c", command(config, options) }, { });

			int const code = program.wait().value;
			return { code, read_file(directory / "out"), read_file(directory / "err") };
		}

		/**
		 * Start system, wait until it prints something, and apply 'fn' to it
		 */
		Outcome run_with(std::string const &options, auto const &fn)
		{
			Host::Program program("/bin/sh", { "-c", "exec " + command("", options) }, { });

			while (read_file(directory / "out").find('\n') == std::string::npos)
				std::this_thread::yield();

			fn(program);

			int const code = program.wait().value;
			return { code, read_file(directory / "out"), read_file(directory / "err") };
		}

		std::string restore() const { return "--restore " + (directory / "a.snap").string(); }
	};
}


TEST_F(Run_test, exit_code_is_passed_on)
{
	EXPECT_EQ(run("exit-5").code, 5);
	EXPECT_EQ(run("fail-to-start").code, 3);
}


TEST_F(Run_test, stopped_by_the_tool)
{
	Outcome const outcome = run_with("--name x --memory 64M", [&] (Host::Program &) {
		EXPECT_EQ(recap({ "ps", "--system", "x" }).code, 0);
		EXPECT_EQ(recap({ "stop", "--system", "x" }).code, 0);
	});

	EXPECT_EQ(outcome.code, 0) << outcome.errors;
	EXPECT_TRUE(outcome.says("memory 67108864, init init, rom " + (directory / "").string() + ", wait 0"))
		<< outcome.output;
}


TEST_F(Run_test, stopped_by_signal)
{
	EXPECT_EQ(run_with("", [] (Host::Program &program) { program.terminate(); }).code, 0);
}


TEST_F(Run_test, name_is_taken)
{
	run_with("", [&] (Host::Program &program) {

		Host::Program second("/bin/sh", { "-c", "'" FAKE_RECAP "' run " + (directory / "s.xml").string()
		                                  + " --rom " + (directory / "").string()
		                                  + " 2>" + (directory / "second").string() }, { });
		EXPECT_EQ(second.wait().value, 1);
		EXPECT_NE(read_file(directory / "second").find("a system named 'default' runs already"),
		          std::string::npos);
		program.terminate();
	});
}


TEST_F(Run_test, restore)
{
	Outcome const outcome = run_with(restore() + " --verify --in-flight fail", [&] (Host::Program &program) {

		while (read_file(directory / "err").find('\n') == std::string::npos)
			std::this_thread::yield();
		program.terminate();
	});

	EXPECT_EQ(outcome.code, 0) << outcome.errors;
	EXPECT_TRUE(outcome.says("wait 1"));
	EXPECT_TRUE(outcome.says("started, pages 2, verify 1, fail 1")) << outcome.output;
	EXPECT_EQ(outcome.errors.substr(0, 20), "restored \"init -> a\"");
}


TEST_F(Run_test, failing_restore)
{
	Outcome const outcome = run("fail-restore", restore());

	EXPECT_EQ(outcome.code, 1);
	EXPECT_EQ(outcome.errors, "recap: the binary is another one; restore it where it was taken, or take a new one\n");

	EXPECT_EQ(run("fail-to-start", restore()).code, 3);

	Outcome const died = run("die", restore());
	EXPECT_EQ(died.code, 1);
	EXPECT_TRUE(died.says("ended before it answered")) << died.errors;
}


TEST_F(Run_test, invalid_scenario_or_snapshot)
{
	write_file(directory / "bad.xml", "<config><start/></config>");

	Outcome const scenario = recap({ "run", directory / "bad.xml", "--rom", directory / "" });
	EXPECT_EQ(scenario.code, 1);
	EXPECT_TRUE(scenario.says("bad.xml:1:9: error: <start> has no name")) << scenario.errors;

	Outcome const snapshot = run("", "--restore " + (directory / "s.xml").string());
	EXPECT_EQ(snapshot.code, 1);
	EXPECT_TRUE(snapshot.says("not a snapshot file")) << snapshot.errors;

	EXPECT_EQ(recap({ "run", directory / "missing.xml" }).code, 1);
	EXPECT_EQ(recap({ "run", directory / "" }).code, 1);
}
