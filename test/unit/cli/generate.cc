/*
 * \brief  Test of what is generated from the definitions of the command line
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <host/program.h>

#include "support.h"

using namespace Cli_test;


namespace {

	struct Generate_test : testing::Test
	{
		Control_test::Scratch_directory directory { };

		/**
		 * Execute shell command
		 *
		 * \return  what it writes to 'output' within the directory
		 */
		std::string shell(std::string const &command)
		{
			Host::Program program("/bin/bash", { "-c", "cd '" + std::string(directory / "") + "' && (" + command
			                                     + ") > output 2>&1" }, { });
			EXPECT_EQ(program.wait().value, 0) << command << "\n" << read_file(directory / "output");
			return read_file(directory / "output");
		}

		/** Return completions of a command line whose last word is incomplete */
		std::string completed(std::string const &words, unsigned count)
		{
			return shell("compopt() { :; }; . ./bash.completion; COMP_WORDS=(" + words + "); COMP_CWORD="
			             + std::to_string(count) + "; _recap; echo \"${COMPREPLY[@]}\"");
		}
	};

	/* names of the commands that there are */
	std::vector<std::string> commands()
	{
		std::vector<std::string> result { };
		for (nlohmann::json const &command : nlohmann::json::parse(recap({ "manual", "--json" }).output))
			result.push_back(command["name"]);
		return result;
	}
}


TEST_F(Generate_test, commands_are_those_of_the_help)
{
	std::string const help = recap({ "--help" }).output;

	EXPECT_GT(commands().size(), 20u);
	for (std::string const &command : commands())
		EXPECT_NE(help.find("\n  " + command + " "), std::string::npos) << command;
}


TEST_F(Generate_test, every_command_has_an_example)
{
	for (std::string const &command : commands()) {
		Outcome const outcome = recap({ command, "--help" });
		EXPECT_EQ(outcome.code, 0) << command;
		EXPECT_TRUE(outcome.says("Example:\n  ")) << outcome.output;
		EXPECT_TRUE(outcome.says("recap " + command)) << outcome.output;
	}
}


TEST_F(Generate_test, bash)
{
	write_file(directory / "bash.completion", recap({ "completion", "bash" }).output);

	EXPECT_NE(completed("recap ver", 1).find("verify"), std::string::npos);
	EXPECT_EQ(completed("recap ver", 1).find("list"), std::string::npos);
	EXPECT_NE(completed("recap inspect --th", 2).find("--threads"), std::string::npos);
	EXPECT_NE(completed("recap restore x --in-flight re", 4).find("resend"), std::string::npos);
	EXPECT_NE(completed("recap completion z", 2).find("zsh"), std::string::npos);

	write_file(directory / "my.snap", "");
	EXPECT_NE(completed("recap verify my", 2).find("my.snap"), std::string::npos);

	for (std::string const &command : commands())
		EXPECT_NE(completed("recap " + command, 1).find(command), std::string::npos) << command;
}


/*
 * Components choose the names of what they start, a shell must not evaluate them
 */
TEST_F(Generate_test, bash_takes_names_as_they_are)
{
	write_file(directory / "bash.completion", recap({ "completion", "bash" }).output + R"(
		recap() { printf '%s\n' 'a$(touch evaluated)' 'a`touch evaluated`' 'a b; touch evaluated'; }
	)");

	std::string const words = completed("recap caps a", 2);
	EXPECT_NE(words.find("a\\$\\(touch\\ evaluated\\)"), std::string::npos) << words;
	EXPECT_NE(words.find("a\\ b\\;\\ touch\\ evaluated"), std::string::npos) << words;
	EXPECT_FALSE(std::filesystem::exists(directory / "evaluated"));

	write_file(directory / "a file", "");
	EXPECT_NE(completed("recap verify a", 2).find("a file"), std::string::npos);
}


TEST_F(Generate_test, zsh)
{
	std::string const script = recap({ "completion", "zsh" }).output;

	EXPECT_TRUE(script.starts_with("#compdef recap\n"));
	for (std::string const &command : commands())
		EXPECT_NE(script.find("'" + command + ":"), std::string::npos) << command;

	if (!Host::find_program("zsh"))
		GTEST_SKIP() << "zsh is not installed, its syntax was not checked";

	write_file(directory / "_recap", script);
	shell("zsh -n _recap");
}


TEST_F(Generate_test, unknown_shell)
{
	EXPECT_EQ(recap({ "completion", "fish" }).code, 2);
	EXPECT_EQ(recap({ "completion" }).code, 2);
}


TEST_F(Generate_test, manual)
{
	std::string const manual = recap({ "manual" }).output;

	for (std::string const &command : commands())
		EXPECT_NE(manual.find("\n.SS " + command + "\n"), std::string::npos) << command;

	if (!Host::find_program("groff"))
		GTEST_SKIP() << "groff is not installed, the page was not formatted";

	write_file(directory / "recap.1", manual);
	EXPECT_EQ(shell("groff -man -Tutf8 -ww -z recap.1"), "");

	std::string const text = shell("groff -man -Tascii -P-cbou recap.1");
	EXPECT_NE(text.find("--threads"), std::string::npos);
	EXPECT_NE(text.find("recap inspect"), std::string::npos);
}
