/*
 * \brief  Memory that is as in ROM modules, which snapshots leave out
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstring>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <rtcr/format.h>

#include "system.h"

using namespace Scenario_test;
using Json = nlohmann::json;


namespace {

	/* of the data of the component, see 'test/component/initialised' */
	constexpr uint64_t PAGES = 96, CHANGED_PAGES = 8;

	constexpr uint64_t PAGE_SIZE = 4096;

	/* first and last words of a page that never changes */
	constexpr uint64_t FACTOR       = 0x9e3779b97f4a7c15;
	constexpr uint64_t PAGE_WORDS   = PAGE_SIZE/sizeof(uint64_t);
	constexpr uint64_t SAMPLE_WORDS[] { 50*PAGE_WORDS*FACTOR + FACTOR, 50*PAGE_WORDS*FACTOR + 2*FACTOR };

	struct Rom_pages : testing::Test
	{
		Scratch_directory directory { };
		Path const        file  = directory / "initialised.snap";
		Path const        store = directory / "store";
		Path const        rom   = directory / "rom";

		std::string const scenario_text = scenario(timer() + child("initialised", "2M"));

		void expect_intact(System &system)
		{
			system.log().skip();
			ASSERT_TRUE(system.log().wait_for(" intact"));
			expect_clean(system);
		}

		Json inspected(Path const &path)
		{
			return Json::parse(tool(directory, "inspect --json " + path.string()).output);
		}

		static std::string content(Path const &path)
		{
			std::ifstream in(path, std::ios::binary);
			return { std::istreambuf_iterator<char>(in), { } };
		}

		/** Return true if a file contains what never changes */
		static bool contains_data(Path const &path)
		{
			std::string sample(sizeof(SAMPLE_WORDS), 0);
			memcpy(sample.data(), SAMPLE_WORDS, sizeof(SAMPLE_WORDS));
			return content(path).find(sample) != std::string::npos;
		}

		/** Leave snapshot behind */
		void checkpoint(std::string const &options = "")
		{
			System system { directory, scenario_text, options };
			ASSERT_TRUE(system.log().wait_for("generation 3 intact"));

			Outcome const outcome = system.tool("checkpoint initialised -o " + file.string());
			ASSERT_EQ(outcome.code, 0) << outcome.output;

			expect_intact(system);
			EXPECT_EQ(system.stop(), 0);
		}
	};
}


TEST_F(Rom_pages, take_no_space)
{
	checkpoint();

	Json const snapshot = inspected(file);

	EXPECT_GE(snapshot["rom_pages"].get<uint64_t>(), PAGES - CHANGED_PAGES);
	EXPECT_LT(snapshot["pages"].get<uint64_t>(), PAGES/2);
	EXPECT_LT(snapshot["file_size"].get<uint64_t>(), PAGES*PAGE_SIZE/2);

	EXPECT_TRUE(contains_data(Path(ROM_DIRECTORY) / "initialised"));
	EXPECT_FALSE(contains_data(file));
}


TEST_F(Rom_pages, come_back_in_a_later_run)
{
	checkpoint();

	for (std::string const options : { "", " --verify", " --lazy" }) {

		System system { directory, scenario_text, "--restore " + file.string() + options };
		ASSERT_TRUE(system.log().wait_for(" intact")) << options;
		expect_intact(system);
		EXPECT_EQ(system.stop(), 0);
	}
}


TEST_F(Rom_pages, come_back_in_place_and_in_clones)
{
	checkpoint();

	System system { directory, scenario_text };
	ASSERT_TRUE(system.log().wait_for("generation 1 intact"));

	for (std::string const options : { "", "--verify ", "--lazy ", "--as twin " }) {

		Outcome const outcome = system.tool("restore " + options + file.string());
		EXPECT_EQ(outcome.code, 0) << outcome.output;
		expect_intact(system);
	}
	ASSERT_TRUE(system.log().wait_for("twin] generation"));
	expect_clean(system);

	EXPECT_EQ(system.tool("kill initialised").code, 0);
	EXPECT_EQ(system.tool("restore " + file.string()).code, 0);
	EXPECT_TRUE(system.log().wait_for("[init -> initialised] generation"));
	expect_intact(system);
	EXPECT_EQ(system.stop(), 0);
}


TEST_F(Rom_pages, are_left_out_of_deltas_as_well)
{
	{
		System system { directory, scenario_text };
		ASSERT_TRUE(system.log().wait_for("generation 1 intact"));

		Outcome const outcome = system.tool("persist initialised --every 50 --count 4 --store " + store.string());
		ASSERT_EQ(outcome.code, 0) << outcome.output;
		EXPECT_EQ(system.stop(), 0);
	}
	std::string const latest = "latest:initialised --store " + store.string();

	Json const snapshot = Json::parse(tool(directory, "inspect --json " + latest).output);

	EXPECT_GE(snapshot["rom_pages"].get<uint64_t>(), PAGES - CHANGED_PAGES);
	EXPECT_LT(snapshot["pages"].get<uint64_t>(), PAGES/2);

	System system { directory, scenario_text, "--verify --restore " + latest };
	ASSERT_TRUE(system.log().wait_for(" intact"));
	expect_intact(system);
	EXPECT_EQ(system.stop(), 0);
}


TEST_F(Rom_pages, are_exported_if_the_module_is_at_hand)
{
	/* a module that comes with the tool is always at hand, so this one has a name of its own */
	std::filesystem::create_directory(rom);
	std::filesystem::copy(Path(ROM_DIRECTORY) / "initialised", rom / "own_initialised");

	{
		System system { directory, scenario(timer() + child("initialised", "2M",
		                                                    "<binary name=\"own_initialised\"/>")),
		                "--rom " + rom.string() };
		ASSERT_TRUE(system.log().wait_for("generation 3 intact"));
		ASSERT_EQ(system.tool("checkpoint initialised -o " + file.string()).code, 0);
		EXPECT_EQ(system.stop(), 0);
	}
	Path const core = directory / "core";

	Outcome const lacking = tool(directory, "export " + file.string() + " --elf-core " + core.string());
	EXPECT_EQ(lacking.code, 0) << lacking.output;
	EXPECT_TRUE(lacking.says("the core file is zero where memory is as in a ROM module: 'own_initialised'"))
		<< lacking.output;
	EXPECT_FALSE(contains_data(core));

	Outcome const complete = tool(directory, "export " + file.string() + " --elf-core " + core.string()
	                                         + " --rom " + rom.string());
	EXPECT_EQ(complete.code, 0) << complete.output;
	EXPECT_FALSE(complete.says("ROM module")) << complete.output;
	EXPECT_TRUE(contains_data(core));

	/* what is not at hand is the same nevertheless */
	Outcome const diff = tool(directory, "diff --exit-code " + file.string() + " " + file.string());
	EXPECT_EQ(diff.code, 0) << diff.output;
}


TEST_F(Rom_pages, of_another_module_are_refused)
{
	checkpoint();

	System system { directory, scenario_text };
	ASSERT_TRUE(system.log().wait_for("generation 1 intact"));

	auto image    = system.client().checkpoint({ "initialised" }).image;
	auto snapshot = Rtcr::read_metadata(image.metadata);
	ASSERT_EQ(snapshot.rom_images.size(), 1u);

	auto refusal = [&] (auto const &change) -> std::string {

		Rtcr::Snapshot forged = snapshot;
		change(forged);

		/* not known to the system, which would use the copy that it has */
		forged.time_us++;
		image.metadata = Rtcr::write_metadata(forged);

		try { system.client().restore(image, { }); }
		catch (Control::Request_failed const &failed) { return failed.what(); }
		return "";
	};

	auto refused = [&] (auto const &change, char const *text) {
		std::string const reason = refusal(change);
		EXPECT_NE(reason.find(text), std::string::npos) << reason;
		expect_intact(system);
	};

	using Snapshot = Rtcr::Snapshot;

	refused([] (Snapshot &s) { s.rom_images[0].hash++; },            "is not the one that was checkpointed");
	refused([] (Snapshot &s) { s.rom_images[0].pages++; },           "is not the one that was checkpointed");
	refused([] (Snapshot &s) { s.rom_images[0].pages = 1; },         "page data");
	refused([] (Snapshot &s) { s.rom_images[0].module = "nobody"; }, "there is no ROM module \"nobody\"");
	refused([] (Snapshot &s) { s.rom_images[0].module = "../rom/initialised"; }, "there is no ROM module");
	refused([] (Snapshot &s) { s.rom_images.clear(); },              "missing ROM image");

	EXPECT_EQ(refusal([] (Snapshot &) { }), "");
	expect_intact(system);
	EXPECT_EQ(system.stop(), 0);
}
