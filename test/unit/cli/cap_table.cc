/*
 * \brief  Test of the presentation of capabilities and restores
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <cli/cap_table.h>
#include <cli/json.h>
#include <cli/restore_report.h>

using namespace Cli;

using Control::Capability;


namespace {

	std::vector<Capability> const caps {
		{ .slot = 1, .kind = "Task", .name = "init -> a", .rights = "ug", .owner = "core",
		  .holders = { "core", "init -> a" }, .deliveries = 1, .map_count = 2 },
		{ .slot = 5, .kind = "Gate", .name = "exit_cap", .label = 42, .deliveries = 1, .map_count = 0 },
		{ .slot = 6, .kind = "Gate", .name = "signal_proxy_cap", .label = ~0ull, .map_count = 1 },
		{ .slot = 7, .kind = "Irq",  .name = "blocking_semaphore", .attached = "a signal", .deliveries = 2 },
		{ .slot = 8, .kind = "Gate", .name = "constructor_cap", .deliveries = 1, .map_count = 1 },
		{ .slot = 9, .kind = "Thread", .name = "exit_cap", .deliveries = 1, .map_count = 1 },
		{ .slot = 10, .deliveries = 1, .map_count = 1 } };
}


TEST(Caps, marks)
{
	std::vector<std::string> marks { };
	for (Capability const &cap : caps)
		marks.push_back(cap_mark(cap));

	EXPECT_EQ(marks, (std::vector<std::string> { "", "CAP1", "CAP2", "CAP3", "CAP4", "", "" }));
}


TEST(Caps, problems)
{
	std::vector<std::string> problems { };
	for (Capability const &cap : caps)
		problems.push_back(cap_problem(cap));

	EXPECT_EQ(problems, (std::vector<std::string> { "", "not in map", "not in space", "", "", "", "dead" }));
}


TEST(Caps, table)
{
	std::string const text = cap_table(caps);

	EXPECT_NE(text.find("CAP1     5  Gate    exit_cap"), std::string::npos) << text;
	EXPECT_NE(text.find("0xffffffffffffffff"), std::string::npos);
	EXPECT_NE(text.find("core, init -> a"), std::string::npos);
	EXPECT_NE(text.find("7 capabilities, 1 dead, map and space disagree about 2 slots\n"), std::string::npos);

	EXPECT_NE(cap_table({ caps[0] }).find("1 capability, 0 dead, map and space agree\n"), std::string::npos);
}


TEST(Caps, json)
{
	auto const parsed = nlohmann::json::parse(text(json(caps)));

	ASSERT_EQ(parsed.size(), caps.size());
	EXPECT_EQ(parsed[0]["holders"], nlohmann::json::array({ "core", "init -> a" }));
	EXPECT_TRUE(parsed[0]["mark"].is_null());
	EXPECT_EQ(parsed[0]["map_count"], 2);
	EXPECT_EQ(parsed[1]["mark"], "CAP1");
	EXPECT_EQ(parsed[1]["label"], "0x2a");
	EXPECT_EQ(parsed[1]["problem"], "not in map");
	EXPECT_TRUE(parsed[3]["map_count"].is_null());
	EXPECT_EQ(parsed[3]["attached"], "a signal");
	EXPECT_EQ(parsed[6]["dead"], true);
}


TEST(Json, hostile_names)
{
	std::string const name = "\"\\\n\xff\xc3";

	auto const parsed = nlohmann::json::parse(text(json({ Control::Component_status { .label = name } })));

	EXPECT_EQ(parsed[0]["label"].get<std::string>().substr(0, 3), "\"\\\n");
	EXPECT_TRUE(parsed[0]["pid"].is_null());
	EXPECT_EQ(parsed[0]["state"], "new");
}


TEST(Restore_report, summary)
{
	Control::Restore_result result { .label = "init -> a", .verified_bytes = 8192 };

	for (char const * const outcome : { "recreated", "recreated", "kept", "dead", "strange" })
		result.report.push_back({ .component = "init -> a", .slot = 3, .kind = "Gate", .name = "n",
		                          .outcome = outcome, .detail = "d" });
	result.notes  = { "a call was sent again" };
	result.phases = { { "create", 1500 }, { "memory", 7 } };

	EXPECT_EQ(restore_summary(result),
	          "restored \"init -> a\": 5 capabilities (2 recreated, 1 kept, 0 reopened, 0 resolved, 1 dead, "
	          "1 other)\n"
	          "verified: 8 KiB of memory are equal to the snapshot\n"
	          "note: a call was sent again\n"
	          "time: create 1.5 ms, memory 7 us\n");

	auto const parsed = nlohmann::json::parse(text(json(result)));
	EXPECT_EQ(parsed["report"].size(), 5u);
	EXPECT_EQ(parsed["report"][3]["outcome"], "dead");
	EXPECT_EQ(parsed["notes"][0], "a call was sent again");
	EXPECT_EQ(parsed["phases"][0]["us"], 1500);
	EXPECT_EQ(parsed["verified_bytes"], 8192);
}
