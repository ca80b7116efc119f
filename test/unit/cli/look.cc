/*
 * \brief  Test of the commands that show a running system
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <cli/component_tree.h>
#include <cli/log_text.h>
#include <cli/sparkline.h>
#include <cli/top/top_table.h>
#include <control/server.h>

#include "support.h"

using namespace Cli;
using namespace Cli_test;

using Control::Component_status;


namespace {

	std::vector<Component_status> components(std::vector<std::string> const &labels)
	{
		std::vector<Component_status> result { };
		for (std::string const &label : labels)
			result.push_back({ .label = label });
		return result;
	}

	std::vector<std::string> tree(std::vector<std::string> const &labels)
	{
		auto const                all = components(labels);
		std::vector<std::string> result { };
		for (Tree_entry const &entry : component_tree(all))
			result.push_back(entry.branch + entry.name);
		return result;
	}

	struct Look_test : testing::Test
	{
		Control_test::Scratch_directory directory { };
		Control_test::Fake_handler      handler { };
		std::optional<Control::Server>  server { };

		Look_test()
		{
			setenv("XDG_RUNTIME_DIR", (directory / "").c_str(), 1);
			server.emplace(handler, directory / "recap/default.socket");
		}
	};
}


TEST(Component_tree, order)
{
	using Lines = std::vector<std::string>;

	EXPECT_EQ(tree({ "init -> b", "init", "init -> b -> c", "init -> a" }),
	          (Lines { "init", "├─ b", "│  └─ c", "└─ a" }));

	/* an ancestor stands in for a missing parent */
	EXPECT_EQ(tree({ "init", "init -> x -> y" }), (Lines { "init", "└─ x -> y" }));

	/* no component gets lost, whatever the labels */
	EXPECT_EQ(tree({ "a -> b", "a -> b", "a -> b -> c" }), (Lines { "a -> b", "└─ c", "a -> b" }));
	EXPECT_EQ(tree({ "" }), (Lines { "" }));
	EXPECT_TRUE(tree({ }).empty());
}


TEST(Component_tree, short_names)
{
	auto const all = components({ "init", "init -> a", "init -> b", "init -> b -> a" });

	EXPECT_EQ(short_name("init", all), "init");
	EXPECT_EQ(short_name("init -> b", all), "b");
	EXPECT_EQ(short_name("init -> a", all), "init -> a");
	EXPECT_EQ(short_name("init -> b -> a", all), "b -> a");
}


TEST(Sparkline, levels)
{
	EXPECT_EQ(sparkline({ }, 8, true), "");
	EXPECT_EQ(sparkline({ 0, 4, 8 }, 8, true), "▁▅█");
	EXPECT_EQ(sparkline({ 0, 4, 8 }, 8, false), ".+#");
	EXPECT_EQ(sparkline({ 100, 1, 1 }, 2, true), "██");
	EXPECT_EQ(sparkline({ 0 }, 8, true), "▁");
}


TEST(Top_table, order)
{
	auto all = components({ "init", "init -> a", "init -> b" });
	all[1].ram_used = 5; all[2].ram_used = 7;
	all[2].pauses   = { { .ago_us = 1, .pause_us = 2000 } };

	Top_table table { };
	auto first_words = [&] {
		std::vector<std::string> result { };
		for (std::string const &row : table.rows(all, false))
			result.push_back(row.substr(0, row.find("  ")));
		return result; };

	using Words = std::vector<std::string>;
	EXPECT_EQ(first_words(), (Words { "init", "├─ a", "└─ b" }));

	table.column_of_order = Top_table::Column::RAM;
	EXPECT_EQ(first_words(), (Words { "init -> b", "init -> a", "init" }));

	table.reversed = true;
	EXPECT_EQ(first_words(), (Words { "init", "init -> a", "init -> b" }));

	for (unsigned i = 0; i < Top_table::NUM_COLUMNS; i++)
		EXPECT_EQ(Top_table::column(Top_table::name(Top_table::Column(i))), Top_table::Column(i));
	EXPECT_EQ(Top_table::column("nothing"), std::nullopt);
}


TEST(Log_text, origin_and_controls)
{
	Control::Log_line const line { .number = 1, .time_us = 3661000005, .text = "[init -> a] \033[33mx\033[0m\a" };

	EXPECT_TRUE(line_of(line, "init -> a"));
	EXPECT_TRUE(line_of(line, "init"));
	EXPECT_FALSE(line_of(line, "init -> "));
	EXPECT_FALSE(line_of(line, "a"));
	EXPECT_EQ(log_text(line, false), "[init -> a] x?");
	EXPECT_EQ(log_text(line, true), "01:01:01.000005 [init -> a] x?");
}


TEST_F(Look_test, ps)
{
	Outcome const outcome = recap({ "ps" });
	EXPECT_EQ(outcome.code, 0) << outcome.errors;
	EXPECT_TRUE(outcome.says("\n└─ a ")) << outcome.output;
	EXPECT_TRUE(outcome.says("3.00 s ago, pause 250 us")) << outcome.output;

	EXPECT_TRUE(recap({ "ps", "--labels" }).says("init -> a"));
	EXPECT_EQ(recap({ "ps", "--names" }).output, "init\na\n");
}


TEST_F(Look_test, sessions)
{
	Outcome const all = recap({ "sessions" });
	EXPECT_EQ(all.code, 0) << all.errors;
	EXPECT_TRUE(all.says("Timer")) << all.output;
	EXPECT_TRUE(all.says("8 KiB")) << all.output;

	EXPECT_FALSE(recap({ "sessions", "init" }).says("LOG"));
	EXPECT_TRUE(recap({ "sessions", "init" }).says("Timer"));

	Outcome const unknown = recap({ "sessions", "nobody" });
	EXPECT_EQ(unknown.code, 1);
	EXPECT_TRUE(unknown.says("there is no component \"nobody\"")) << unknown.errors;
}


TEST_F(Look_test, cost)
{
	Outcome const all = recap({ "cost" });
	EXPECT_EQ(all.code, 0) << all.errors;
	EXPECT_TRUE(all.says("init")) << all.output;
	EXPECT_TRUE(all.says("70.0 ms")) << all.output;
	EXPECT_TRUE(all.says("3 MiB in use, 5 MiB obtained from the host, at most 1 GiB")) << all.output;

	EXPECT_TRUE(recap({ "cost", "init" }).says("##")) << recap({ "cost", "init" }).output;
	EXPECT_TRUE(recap({ "cost", "a" }).says("no checkpoint was taken yet"));
	EXPECT_EQ(recap({ "cost", "nobody" }).code, 1);
}


TEST_F(Look_test, log)
{
	EXPECT_EQ(recap({ "log" }).output, "[init] other\n[init -> a] three\n[init] other\n");
	EXPECT_EQ(recap({ "log", "a" }).output, "[init -> a] three\n");
	EXPECT_EQ(recap({ "log", "-n", "1" }).output, "[init] other\n");
	EXPECT_EQ(recap({ "log", "--until", "three" }).output, "[init] other\n[init -> a] three\n");
	EXPECT_EQ(recap({ "log", "core" }).output, "");
	EXPECT_EQ(recap({ "log", "nobody" }).code, 1);
}


TEST_F(Look_test, top_needs_a_terminal)
{
	Outcome const outcome = recap({ "top" });
	EXPECT_EQ(outcome.code, 2);
	EXPECT_TRUE(outcome.says("needs a terminal")) << outcome.errors;
}
