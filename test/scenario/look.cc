/*
 * \brief  Commands that show running systems and their snapshots
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include <host/program.h>

#include "system.h"

using namespace Scenario_test;

using Json = nlohmann::json;


namespace {

	struct Look : testing::Test
	{
		Scratch_directory directory { };
		System            system { directory, scenario(timer() + child("sheep_counter", "2M",
		                                                              "<config period_ms=\"20\"/>")) };

		void SetUp() override { ASSERT_TRUE(system.log().wait_for("] 3 sheep")); }

		std::string path(char const *name) const { return (directory / name).string(); }

		void checkpoint(char const *name)
		{
			Outcome const outcome = system.tool(std::string("checkpoint sheep_counter -o ") + path(name));
			ASSERT_EQ(outcome.code, 0) << outcome.output;
		}

		static std::string content(std::string const &path)
		{
			std::ifstream      file(path);
			std::ostringstream text { };
			text << file.rdbuf();
			return text.str();
		}
	};
}


TEST_F(Look, tree_and_checkpoints)
{
	checkpoint("a.snap");
	checkpoint("b.snap");

	Outcome const tree = system.tool("ps");
	EXPECT_TRUE(tree.says("├─ timer")) << tree.output;
	EXPECT_TRUE(tree.says("└─ sheep_counter")) << tree.output;
	EXPECT_TRUE(tree.says(" ago, pause ")) << tree.output;

	Json const components = Json::parse(system.tool("ps --json").output);
	ASSERT_EQ(components.size(), 3u);

	Json const &pauses = components[2]["pauses"];
	ASSERT_EQ(pauses.size(), 2u);
	EXPECT_GT(pauses[0]["pause_us"], 0);
	EXPECT_GT(pauses[0]["ago_us"], pauses[1]["ago_us"]);
	EXPECT_EQ(components[2]["parent"], "init");
}


TEST_F(Look, sessions)
{
	Json const sessions = Json::parse(system.tool("sessions --json").output);

	auto const count = [&] (char const *client, char const *service, char const *server) {
		return std::ranges::count_if(sessions, [&] (Json const &session) {
			return session["client"] == client && session["service"] == service
			    && session["server"] == server; }); };

	EXPECT_EQ(count("init -> sheep_counter", "Timer", "init -> timer"), 1);
	EXPECT_EQ(count("init -> sheep_counter", "PD",    "core"), 1);
	EXPECT_EQ(count("init -> timer",         "Timer", "init -> timer"), 0);
}


TEST_F(Look, log)
{
	Outcome const log = system.tool("log sheep_counter");
	EXPECT_EQ(log.code, 0);
	EXPECT_TRUE(log.output.starts_with("[init -> sheep_counter] 1 sheep\n[init -> sheep_counter] 2 sheep\n"))
		<< log.output;

	/* what is written from now on comes as well, until the system ends */
	Log_reader follower("XDG_RUNTIME_DIR='" + path("") + "' exec '" RECAP_TOOL "' log -f sheep_counter --system "
	                    + system.name() + " 2>&1");

	auto const line = follower.wait_for("sheep");
	ASSERT_TRUE(line);
	EXPECT_TRUE(follower.wait_for("] " + std::to_string(number_after(*line, "] ") + 20) + " sheep"));

	system.stop();
	EXPECT_EQ(follower.exit_code(), 0);
	EXPECT_EQ(follower.lines("the system has ended").size(), 1u);
}


TEST_F(Look, stacks_have_names)
{
	checkpoint("a.snap");

	Outcome const threads = tool(directory, "inspect --threads " + path("a.snap"));
	ASSERT_EQ(threads.code, 0) << threads.output;
	EXPECT_FALSE(threads.says("no symbols")) << threads.output;

	/* wherever it is in its round, the counter got there from its constructor */
	EXPECT_TRUE(threads.says("in Sheep_counter::Main::Main(Genode::Env&)")
	         || threads.says("in Component::construct(Genode::Env&)")) << threads.output;
	EXPECT_TRUE(threads.says(" at main.cc:")) << threads.output;
	EXPECT_TRUE(threads.says("thread 'signal handler'")) << threads.output;
}


TEST_F(Look, memory_has_kinds)
{
	checkpoint("a.snap");

	Outcome const memory = tool(directory, "inspect --memory " + path("a.snap"));
	for (char const * const kind : { "text of binary 'sheep_counter'", "data of binary", "stack", "RAM" })
		EXPECT_TRUE(memory.says(kind)) << memory.output;
}


TEST_F(Look, diff_finds_the_counter)
{
	checkpoint("a.snap");
	ASSERT_TRUE(system.log().wait_for("] 10 sheep"));
	checkpoint("b.snap");

	EXPECT_EQ(tool(directory, "diff --exit-code " + path("a.snap") + " " + path("a.snap")).code, 0);

	Outcome const diff = tool(directory, "diff --exit-code " + path("a.snap") + " " + path("b.snap"));
	EXPECT_EQ(diff.code, 3) << diff.output;

	Json const changes = Json::parse(tool(directory, "diff --json " + path("a.snap") + " "
	                                                 + path("b.snap")).output);

	/* the counter alone changes, its capabilities stay what they are */
	EXPECT_FALSE(std::ranges::any_of(changes["changes"], [] (Json const &change) {
		return change["what"] == "capability"; })) << changes.dump(1);
	EXPECT_TRUE(std::ranges::any_of(changes["memory"], [] (Json const &change) {
		return change["kind"] == "RAM" && change["pages_changed"] == 1; })) << changes.dump(1);
}


TEST_F(Look, graph)
{
	Outcome const live = system.tool("graph --live -o " + path("live.dot"));
	ASSERT_EQ(live.code, 0) << live.output;

	std::string const dot = content(path("live.dot"));
	EXPECT_NE(dot.find("\"init -> sheep_counter\" -> \"init -> timer\" [class=\"session\""), std::string::npos) << dot;
	EXPECT_NE(dot.find("\"init -> sheep_counter\" -> \"init\" [class=\"parent\""), std::string::npos) << dot;
	for (char const * const mark : { ">CAP1<", ">CAP2<", ">CAP3<" })
		EXPECT_NE(dot.find(mark), std::string::npos) << mark;
	EXPECT_EQ(dot.find("cluster_snapshot"), std::string::npos);

	checkpoint("a.snap");
	ASSERT_EQ(tool(directory, "graph " + path("a.snap") + " -o " + path("a.dot")).code, 0);

	std::string const bordered = content(path("a.dot"));
	EXPECT_NE(bordered.find("cluster_snapshot"), std::string::npos);
	EXPECT_NE(bordered.find("\"init -> sheep_counter\" -> \"init -> timer\" [class=\"session\""), std::string::npos);
}


TEST_F(Look, gdb_opens_the_core_file)
{
	if (!Host::find_program("gdb"))
		GTEST_SKIP() << "gdb is not installed";

	checkpoint("a.snap");

	Outcome const exported = tool(directory, "export " + path("a.snap") + " --elf-core " + path("a.core"));
	ASSERT_EQ(exported.code, 0) << exported.output;
	EXPECT_TRUE(exported.says("gdb ")) << exported.output;

	Log_reader gdb("gdb -nx -batch -ex 'info threads' -ex 'thread apply all backtrace' "
	               "-ex 'info registers rip rsp' -ex 'x/i $pc' '" ROM_DIRECTORY "/sheep_counter' '"
	               + path("a.core") + "' 2>&1");
	EXPECT_EQ(gdb.exit_code(), 0);

	std::string text { };
	for (std::string const &line : gdb.lines())
		text += line + "\n";

	/* three threads, the counter among them, with names of functions and memory */
	for (char const * const part : { "LWP 1", "LWP 2", "LWP 3", "Sheep_counter::Main", "=> 0x1" })
		EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
	EXPECT_EQ(text.find("Cannot access memory"), std::string::npos) << text;
	EXPECT_EQ(text.find("warning:"), std::string::npos) << text;
}


/*
 * The thread is interrupted anywhere, and the core file has what it computes with
 */
TEST(Look_at_registers, gdb_shows_vector_registers)
{
	if (!Host::find_program("gdb"))
		GTEST_SKIP() << "gdb is not installed";

	Scratch_directory directory { };
	System            system { directory, scenario(child("vectors", "1M")) };

	auto const line = system.log().wait_for("registers are about to be loaded");
	ASSERT_TRUE(line);
	bool const wide = line->find("ymm") != std::string::npos;

	std::string const snapshot = (directory / "a.snap").string(), core = (directory / "a.core").string();

	/* the loop is a few instructions away, but the thread may not have had a CPU yet */
	std::string text { };
	for (unsigned i = 0; i < 100 && text.find("jmp") == std::string::npos
	                             && text.find("inc ") == std::string::npos; i++) {

		ASSERT_EQ(system.tool("checkpoint vectors -o " + snapshot).code, 0);
		ASSERT_EQ(tool(directory, "export " + snapshot + " --elf-core " + core).code, 0);

		text.clear();
		Log_reader gdb("gdb -nx -batch -ex 'thread apply all -q -s -- x/i $pc' "
		               "-ex 'thread apply all -q -s -- p/x $xmm0.v16_int8' "
		               "-ex 'thread apply all -q -s -- p/x $xmm3.v16_int8' "
		               "-ex 'thread apply all -q -s -- p/x $xmm15.v16_int8' "
		               "-ex 'thread apply all -q -s -- p/x $ymm9.v32_int8' '" ROM_DIRECTORY "/vectors' '"
		               + core + "' 2>&1");
		EXPECT_EQ(gdb.exit_code(), 0);
		for (std::string const &line : gdb.lines())
			text += line + "\n";
	}

	for (char const * const expected : {
		"{0x0, 0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 0x7, 0x8, 0x9, 0xa, 0xb, 0xc, 0xd, 0xe, 0xf}",
		"{0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f}",
		"{0xf0, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe, 0xff}" })
		EXPECT_NE(text.find(expected), std::string::npos) << expected << "\n" << text;

	if (wide) {
		EXPECT_NE(text.find("{0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, "
		                    "0x9d, 0x9e, 0x9f, 0x6f, 0x6e, 0x6d, 0x6c, 0x6b, 0x6a, 0x69, 0x68, 0x67, 0x66, "
		                    "0x65, 0x64, 0x63, 0x62, 0x61, 0x60}"), std::string::npos) << text;
	}
}


TEST_F(Look, gdb_attaches_to_a_component)
{
	if (!Host::find_program("gdb"))
		GTEST_SKIP() << "gdb is not installed";

	auto const components = system.client().components();

	Log_reader gdb("gdb -nx -batch -p " + std::to_string(components.back().pid)
	               + " -ex 'add-symbol-file \"" ROM_DIRECTORY "/sheep_counter\"' -ex 'info threads' "
	                 "-ex 'thread apply all backtrace' 2>&1");
	gdb.exit_code();

	std::string text { };
	for (std::string const &line : gdb.lines())
		text += line + "\n";

	if (text.find("ptrace: Operation not permitted") != std::string::npos)
		GTEST_SKIP() << "the host does not permit ptrace";

	EXPECT_NE(text.find("Sheep_counter::Main"), std::string::npos) << text;

	/* the component survives being looked at */
	system.log().skip();
	EXPECT_TRUE(system.log().wait_for("sheep"));
}
