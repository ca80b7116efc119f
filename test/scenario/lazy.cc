/*
 * \brief  Restores whose pages come from the snapshot file when they are needed
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <rtcr/format.h>
#include <store/snapshot_chain.h>

#include "system.h"

using namespace Scenario_test;
using Json = nlohmann::json;


namespace {

	std::string start_nodes()
	{
		/* each generation verifies all of the memory */
		return timer() + child("sheep_counter", "2M", "<config period_ms=\"20\"/>")
		     + child("memory", "40M", "<config size=\"32M\" dirty=\"16\" sample=\"8192\" period_ms=\"5\"/>");
	}

	/**
	 * Change a byte of the data of a page
	 */
	void damage(Store::Snapshot_pages const &pages, uint64_t page)
	{
		Store::Extent const &extent = pages.extent_of(page);
		ASSERT_FALSE(extent.stored().empty());

		std::fstream stream(pages.source().path(), std::ios::binary | std::ios::in | std::ios::out);
		stream.seekg(std::streamoff(extent.stored().first()));
		char const byte = char(stream.get());
		stream.seekp(std::streamoff(extent.stored().first()));
		stream.put(char(byte ^ 1));
	}

	/** Return a page amid the largest part of a dataspace, which no restore needs at once */
	uint64_t page_of_large_dataspace(Rtcr::Snapshot const &snapshot)
	{
		Rtcr::Ram_dataspace::Run largest { };

		for (Rtcr::Ram_dataspace const &ds : snapshot.ram_dataspaces)
			for (Rtcr::Ram_dataspace::Run const &run : ds.content)
				if (run.count > largest.count)
					largest = run;

		return largest.data_page + largest.count/2;
	}

	/** System with a component that checks its memory, which is captured */
	struct Large_memory
	{
		Scratch_directory directory { };
		System            system { directory, scenario(start_nodes()), "--memory 256M" };

		void kill() { ASSERT_EQ(system.tool("kill memory").code, 0); }

		/* each page of the last dataspace is there, at the latest in the second round */
		void expect_all_memory()
		{
			system.log().skip();
			for (unsigned i = 0; i < 3; i++) {
				auto const line = system.log().wait_for("memory");
				ASSERT_TRUE(line);
				EXPECT_NE(line->find("verified"), std::string::npos) << *line;
			}
		}

		void expect_others_alive()
		{
			system.log().skip();
			EXPECT_TRUE(system.log().wait_for("sheep"));
		}
	};

	struct Lazy : Large_memory, testing::TestWithParam<std::string>
	{
		Path const file = directory / "memory.snap";

		void SetUp() override
		{
			ASSERT_TRUE(system.log().wait_for("generation 3 verified"));
			ASSERT_EQ(system.tool("checkpoint memory " + GetParam() + " -o " + file.string()).code, 0);
		}

		Outcome restore(std::string const &options)
		{
			return system.tool("restore " + file.string() + " " + options);
		}

		void damage()
		{
			Store::Snapshot_file snapshot(file);

			::damage(snapshot.pages(),
			         page_of_large_dataspace(Rtcr::read_metadata(snapshot.metadata())));
		}
	};
}


TEST_P(Lazy, all_pages_come_in)
{
	kill();
	EXPECT_EQ(restore("--lazy").code, 0);
	expect_all_memory();

	/* in place as well, while pages of the former restore may be missing */
	EXPECT_EQ(restore("--lazy").code, 0);
	EXPECT_EQ(restore("--lazy").code, 0);
	expect_all_memory();

	EXPECT_EQ(restore("--verify").code, 0);
	expect_all_memory();
	expect_others_alive();
}


/*
 * What is still coming in when the next restore begins tells nothing about the
 * memory that the component is going to have
 */
TEST_P(Lazy, other_snapshot_replaces_what_is_coming_in)
{
	Path const other = directory / "other.snap";

	for (unsigned i = 0; i < 3; i++)
		ASSERT_TRUE(system.log().wait_for("verified"));
	ASSERT_EQ(system.tool("checkpoint memory " + GetParam() + " -o " + other.string()).code, 0);

	kill();
	for (unsigned i = 0; i < 4; i++) {
		ASSERT_EQ(restore("--lazy").code, 0);
		Outcome const outcome = system.tool("restore " + other.string() + " --verify");
		ASSERT_EQ(outcome.code, 0) << outcome.output;
	}
	expect_all_memory();
}


TEST_P(Lazy, start_of_a_system)
{
	system.stop();

	System other(directory, scenario(start_nodes()),
	             "--memory 256M --lazy --restore " + file.string());

	/* generation 4 is the first one after the checkpoint at the earliest */
	auto const line = other.log().wait_for("generation");
	ASSERT_TRUE(line);
	EXPECT_GE(number_after(*line, "generation "), 4u) << *line;
	for (unsigned i = 0; i < 3; i++)
		EXPECT_TRUE(other.log().wait_for("verified"));
	EXPECT_EQ(other.tool("checkpoint memory -o " + (directory / "again.snap").string()).code, 0);
}


/*
 * What each restore needs at once lies at the beginning of the file
 */
TEST_P(Lazy, pages_of_small_dataspaces_come_first)
{
	Store::Snapshot_file const snapshot(file);

	auto dataspaces = Rtcr::read_metadata(snapshot.metadata()).ram_dataspaces;
	std::ranges::sort(dataspaces, { }, &Rtcr::Ram_dataspace::size);
	ASSERT_LT(dataspaces.front().size, dataspaces.back().size);

	/* end of the pages of all that are smaller, and of those of the same size */
	uint64_t start = 0, end = 0, size = 0;

	for (Rtcr::Ram_dataspace const &ds : dataspaces) {

		if (ds.size != size)
			start = end;
		size = ds.size;

		for (Rtcr::Ram_dataspace::Run const &run : ds.content)
			if (!Rtcr::Page_number { run.data_page }.of_rom_image()) {
				EXPECT_GE(run.data_page, start);
				end = std::max(end, run.data_page + run.count);
			}
	}
	EXPECT_EQ(end, snapshot.page_count());
}


TEST_P(Lazy, file_may_be_removed)
{
	kill();
	EXPECT_EQ(restore("--lazy").code, 0);
	std::filesystem::remove(file);
	expect_all_memory();
}


/*
 * Without the option, a damaged file is refused, even for a component whose
 * memory the system still has a copy of
 */
TEST_P(Lazy, damage_is_found_before)
{
	damage();
	EXPECT_EQ(restore("").code, 1);
	expect_all_memory();

	kill();
	Outcome const outcome = restore("");
	EXPECT_EQ(outcome.code, 1);
	EXPECT_TRUE(outcome.says("checksum does not match")) << outcome.output;
	EXPECT_TRUE(outcome.says(file.string())) << outcome.output;
	expect_others_alive();
}


TEST_P(Lazy, damage_is_found_late)
{
	std::filesystem::copy(file, directory / "intact.snap");
	damage();
	kill();
	Outcome const restored = restore("--lazy");
	ASSERT_EQ(restored.code, 0) << restored.output;

	auto const lost = system.log().wait_for("missing memory");
	ASSERT_TRUE(lost);
	EXPECT_NE(lost->find("checksum does not match"), std::string::npos) << *lost;
	EXPECT_TRUE(system.log().wait_for("stopped by"));
	expect_others_alive();

	Outcome const outcome = system.tool("checkpoint memory -o " + (directory / "x.snap").string());
	EXPECT_EQ(outcome.code, 1);
	EXPECT_TRUE(outcome.says("checksum does not match")) << outcome.output;
	EXPECT_FALSE(std::filesystem::exists(directory / "x.snap"));

	std::filesystem::rename(directory / "intact.snap", file);
	ASSERT_EQ(restore("").code, 0);
	expect_all_memory();
	expect_others_alive();
}


namespace {

	/** Snapshots that inherit most of their pages */
	struct Lazy_chain : Large_memory, testing::Test
	{
		Path const        store    = directory / "store";
		std::string const in_store = " --store " + store.string();

		void SetUp() override
		{
			ASSERT_TRUE(system.log().wait_for("generation 3 verified"));
			ASSERT_EQ(system.tool("persist memory --every 50 --count 4 --keep 4" + in_store).code, 0);
			EXPECT_EQ(newest().depth(), 4u);
		}

		Store::Snapshot_chain newest() const
		{
			std::string const id = Json::parse(tool(directory, "list --json" + in_store).output)
			                       .back()["id"].get<std::string>();

			return { store / (id + ".snap"), [&] (Store::Snapshot_id const &id) {
				return store / (id.hex() + ".snap"); } };
		}

		Outcome restore(std::string const &options)
		{
			return system.tool("restore latest:memory " + options + in_store);
		}
	};
}


TEST_F(Lazy_chain, pages_come_from_all_files)
{
	kill();
	EXPECT_EQ(restore("--lazy").code, 0);
	expect_all_memory();

	EXPECT_EQ(restore("--verify").code, 0);
	expect_all_memory();

	/* in a later run, without the files once the restore has begun */
	system.stop();
	System other(directory, scenario(start_nodes()),
	             "--memory 256M --lazy --restore latest:memory" + in_store);

	ASSERT_TRUE(other.log().wait_for("generation"));
	std::filesystem::remove_all(store);
	for (unsigned i = 0; i < 3; i++)
		EXPECT_TRUE(other.log().wait_for("verified"));
}


TEST_F(Lazy_chain, damage_of_an_ancestor)
{
	std::string path { };
	{
		auto       chain = newest();
		auto const found = chain.location(page_of_large_dataspace(Rtcr::read_metadata(chain.metadata())), 1);

		ASSERT_GT(found.level, 0u);
		path = chain.file(found.level).path();

		damage(Store::Snapshot_pages(path), found.pages.first());
	}
	kill();

	/* found before anything else, or by those who need it */
	Outcome const outcome = restore("");
	EXPECT_EQ(outcome.code, 1);
	EXPECT_TRUE(outcome.says("checksum does not match")) << outcome.output;
	EXPECT_TRUE(outcome.says(path)) << outcome.output;

	ASSERT_EQ(restore("--lazy").code, 0);
	auto const lost = system.log().wait_for("missing memory");
	ASSERT_TRUE(lost);
	EXPECT_NE(lost->find(path), std::string::npos) << *lost;
	EXPECT_TRUE(system.log().wait_for("stopped by"));
	expect_others_alive();
}


INSTANTIATE_TEST_SUITE_P(Encodings, Lazy, testing::Values("", "--level 3"),
	[] (auto const &info) { return info.param.empty() ? "raw" : "zstd"; });
