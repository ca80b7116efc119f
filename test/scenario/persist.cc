/*
 * \brief  Snapshots that hold what changed since the previous ones
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <future>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "system.h"

using namespace Scenario_test;
using Json = nlohmann::json;


namespace {

	constexpr uint64_t SECOND_US = 1'000'000;

	std::string memory()
	{
		/* each generation verifies all of the memory */
		return child("memory", "20M", "<config size=\"12M\" dirty=\"16\" sample=\"4096\" period_ms=\"5\"/>");
	}

	struct Persist : testing::Test
	{
		Scratch_directory directory { };
		Path const        store = directory / "store";

		std::string const in_store = " --store " + store.string();

		Json list()
		{
			return Json::parse(tool(directory, "list --json" + in_store).output);
		}
	};

	std::vector<Json> lines(std::string const &text)
	{
		std::vector<Json>  result;
		std::istringstream stream(text);

		for (std::string line; std::getline(stream, line); )
			result.push_back(Json::parse(line));
		return result;
	}

	/** Return once all of the memory was verified after now */
	void expect_verified(System &system)
	{
		system.log().skip();
		for (unsigned i = 0; i < 3; i++) {
			auto const line = system.log().wait_for("memory");
			ASSERT_TRUE(line);
			EXPECT_NE(line->find("verified"), std::string::npos) << *line;
		}
	}

	uint32_t checkpoints(System &system, std::string const &label)
	{
		for (Control::Component_status const &status : system.client().components())
			if (status.label == label)
				return status.checkpoints;
		return 0;
	}
}


TEST_F(Persist, each_snapshot_holds_what_has_changed)
{
	constexpr unsigned COUNT = 40, KEEP = 4;

	{
		System system { directory, scenario(timer() + memory()), "--memory 128M" };
		ASSERT_TRUE(system.log().wait_for("generation 3 verified"));

		Outcome const outcome = system.tool("persist memory --every 20 --json --count " + std::to_string(COUNT)
		                                    + " --keep " + std::to_string(KEEP) + in_store);
		ASSERT_EQ(outcome.code, 0) << outcome.output;

		auto const snapshots = lines(outcome.output);
		ASSERT_EQ(snapshots.size(), COUNT);
		EXPECT_TRUE(snapshots[0]["parent"].is_null());

		/* a busy host lets some of them wait, and more changes meanwhile */
		std::vector<unsigned> sizes, new_pages;

		for (unsigned i = 1; i < COUNT; i++) {
			EXPECT_EQ(snapshots[i]["parent"], snapshots[i - 1]["id"]);
			sizes.push_back(snapshots[i]["size"]);
			new_pages.push_back(snapshots[i]["new_pages"]);
		}
		std::ranges::sort(sizes);
		std::ranges::sort(new_pages);
		EXPECT_LT(sizes[COUNT/2],     snapshots[0]["size"].get<unsigned>()/2);
		EXPECT_LT(new_pages[COUNT/2], snapshots[0]["pages"].get<unsigned>()/4);

		/* each of those that are there is complete */
		auto const entries = list();
		EXPECT_GE(entries.size(), KEEP);
		EXPECT_LT(entries.size(), COUNT);

		for (Json const &entry : entries)
			EXPECT_EQ(tool(directory, "verify " + entry["id"].get<std::string>() + in_store).code, 0);

		for (unsigned i = COUNT - KEEP; i < COUNT; i++) {

			std::string const id = snapshots[i]["id"];

			Outcome const restored = system.tool("restore --verify " + id + in_store);
			ASSERT_EQ(restored.code, 0) << restored.output;
			expect_verified(system);
		}

		system.tool("kill memory");
		Outcome const restored = system.tool("restore --verify " + snapshots.back()["id"].get<std::string>()
		                                     + in_store);
		ASSERT_EQ(restored.code, 0) << restored.output;
		expect_verified(system);
	}

	/* a later run */
	System system { directory, scenario(timer() + memory()),
	                "--memory 128M --restore latest:memory" + in_store };

	auto const line = system.log().wait_for("verified");
	ASSERT_TRUE(line);
	EXPECT_GE(number_after(*line, "generation "), 4u);
}


TEST_F(Persist, kept_checkpoints_are_as_good_as_new_ones)
{
	System system { directory, scenario(timer() + child("memory", "16M",
		"<config size=\"2M\" dirty=\"4\" sample=\"512\" period_ms=\"5\"/>"
		"<checkpoint interval_ms=\"3600000\" keep=\"2\"/>")) };

	std::string const label = "init -> memory";

	do
		ASSERT_TRUE(system.log().wait_for("verified"));
	while (checkpoints(system, label) == 0);

	auto const first = system.client().checkpoint({ label }, { }, { .max_age_us = 3600*SECOND_US });
	EXPECT_EQ(first.base, 0u);
	EXPECT_TRUE(first.inherited.empty());
	EXPECT_GT(first.image.page_count, 0u);

	auto const same = system.client().checkpoint({ label }, { },
	                                             { .base = first.number, .max_age_us = 3600*SECOND_US });
	EXPECT_EQ(same.number, first.number);
	EXPECT_EQ(same.image.page_count, 0u);
	EXPECT_EQ(same.num_pages(), first.num_pages());
	EXPECT_EQ(checkpoints(system, label), 1u);

	auto const next = system.client().checkpoint({ label }, { }, { .base = first.number, .max_age_us = 1 });
	EXPECT_NE(next.number, first.number);
	EXPECT_EQ(next.base, first.number);
	EXPECT_EQ(checkpoints(system, label), 2u);

	/* the first one may have been taken before the memory got its content */
	auto const last = system.client().checkpoint({ label }, { }, { .base = next.number });
	EXPECT_EQ(last.base, next.number);
	EXPECT_LT(last.image.page_count, last.num_pages()/2);

	/* the latest one only is known */
	auto const other = system.client().checkpoint({ label }, { }, { .base = next.number });
	EXPECT_EQ(other.base, 0u);
	EXPECT_EQ(other.image.page_count, other.num_pages());
}


TEST_F(Persist, goes_on_when_the_component_is_back)
{
	System system { directory, scenario(timer() + memory()), "--memory 128M" };
	ASSERT_TRUE(system.log().wait_for("verified"));

	auto tool = std::async(std::launch::async, [&] {
		return system.tool("persist memory --every 10 --count 60 --json" + in_store); });

	auto snapshots = [&] { return std::filesystem::exists(store / "catalogue.sqlite") ? list().size() : 0; };
	auto wait_for  = [&] (size_t count) {
		while (snapshots() < count)
			ASSERT_TRUE(system.log().wait_for("verified")); };

	wait_for(3);
	ASSERT_EQ(system.tool("kill memory").code, 0);

	std::string const latest = list().back()["id"];
	ASSERT_EQ(system.tool("restore --verify " + latest + in_store).code, 0);

	Outcome const outcome = tool.get();
	EXPECT_EQ(outcome.code, 0) << outcome.output;
	expect_verified(system);

	ASSERT_EQ(system.tool("restore --verify " + list().back()["id"].get<std::string>() + in_store).code, 0);
	expect_verified(system);
}


TEST_F(Persist, names_and_systems_that_do_not_exist)
{
	EXPECT_EQ(tool(directory, "persist memory --system nothing" + in_store).code, 1);

	System system { directory, scenario(timer() + child("sheep_counter", "2M")) };
	ASSERT_TRUE(system.log().wait_for("sheep"));

	Outcome const outcome = system.tool("persist nobody" + in_store);
	EXPECT_EQ(outcome.code, 1);
	EXPECT_TRUE(outcome.says("there is no component \"nobody\"")) << outcome.output;

	Outcome const missing = tool(directory, "inspect latest:nobody" + in_store);
	EXPECT_EQ(missing.code, 1);
	EXPECT_TRUE(missing.says("there is no snapshot of \"nobody\"")) << missing.output;

	EXPECT_EQ(system.tool("persist timer --every 0" + in_store).code, 2);
	EXPECT_EQ(system.tool("persist timer --keep 0" + in_store).code, 2);
}
