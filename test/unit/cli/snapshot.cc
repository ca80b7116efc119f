/*
 * \brief  Test of the commands about snapshot files
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <algorithm>

#include <cli/snapshot_access.h>
#include <host/shared_file.h>
#include <rtcr/format.h>
#include "support.h"

using namespace Cli_test;


namespace {

	struct Snapshot_test : testing::Test
	{
		Control_test::Scratch_directory directory { };
		std::string const               file = directory / "a.snap";

		Snapshot_test()
		{
			Cli::save_image(make_snapshot_image(), "init -> a", file,
			                { .durability = Store::Durability::CACHED });
		}
	};
}


TEST_F(Snapshot_test, image_survives)
{
	for (auto const compression : { Store::Compression::NONE, Store::Compression::ZSTD }) {

		Control::Image const original = Control_test::make_image(3000, 10);

		/* pages of zero are not stored, but must be there again */
		Control::Image sparse { .metadata   = Rtcr::write_metadata(make_snapshot()),
		                        .pages      = make_pages(),
		                        .page_count = 2 };
		Cli::save_image(sparse, "x\ny", file, { .compression = compression,
		                                        .durability  = Store::Durability::CACHED });

		Cli::Opened_snapshot opened(file);
		Control::Image const image = opened.image();

		EXPECT_EQ(image.metadata, sparse.metadata);
		EXPECT_EQ(image.page_count, 2u);
		EXPECT_EQ(image.content, Control::Image::Content::SNAPSHOT_FILE);
		EXPECT_EQ(opened.chain.info().component, "x?y");

		std::vector<std::byte> a(8192), b(8192);
		Store::Snapshot_pages(image.pages.duplicate()).read_pages(0, 2, a);
		EXPECT_EQ(sparse.pages.pread_all(b, 0), 8192u);
		EXPECT_EQ(a, b);
	}
}


TEST_F(Snapshot_test, inspect)
{
	Outcome const outcome = recap({ "inspect", file, "--caps" });

	EXPECT_EQ(outcome.code, 0) << outcome.errors;
	for (char const * const text : { "init -> a", "1.50 s after its start", "64 KiB in 1 dataspace, 8 KiB with content",
	                                 "PROTECTION DOMAIN", "signal", "stopped", "CAP1", "0x1234", "CAP3",
	                                 "init -> a signal", "not in map", "dead",
	                                 "map and space disagree about 1 slot" })
		EXPECT_TRUE(outcome.says(text)) << text << "\n" << outcome.output;
}


TEST_F(Snapshot_test, inspect_json)
{
	auto const parsed = nlohmann::json::parse(recap({ "inspect", file, "--json", "--caps" }).output);

	EXPECT_EQ(parsed["components"], nlohmann::json::array({ "init -> a" }));
	EXPECT_EQ(parsed["pds"][0]["label"], "init -> a");
	EXPECT_EQ(parsed["threads"][0]["name"], "signal");
	EXPECT_EQ(parsed["sessions"].size(), 3u);

	auto const &caps = parsed["pds"][0]["caps"];
	ASSERT_EQ(caps.size(), 4u);
	EXPECT_EQ(caps[0]["kind"], "Task");
	EXPECT_EQ(caps[0]["map_count"], 3);
	EXPECT_EQ(caps[1]["mark"], "CAP1");
	EXPECT_EQ(caps[1]["map_count"], 0);
	EXPECT_EQ(caps[2]["attached"], "init -> a signal");
	EXPECT_EQ(caps[3]["dead"], true);

	EXPECT_FALSE(nlohmann::json::parse(recap({ "inspect", file, "--json" }).output)["pds"][0].contains("caps"));
}


TEST_F(Snapshot_test, verify)
{
	Outcome const outcome = recap({ "verify", file });

	EXPECT_EQ(outcome.code, 0);
	EXPECT_TRUE(outcome.says("is intact: snapshot of \"init -> a\", 2 pages"));
}


TEST_F(Snapshot_test, damage)
{
	std::string const content = read_file(file);

	auto check = [&] (std::string const &damaged) {

		write_file(file, damaged);

		Outcome const outcome = recap({ "verify", file });
		EXPECT_EQ(outcome.code, 1);
		EXPECT_TRUE(outcome.output.empty());
		EXPECT_EQ(outcome.errors.substr(0, 8), "recap: '");
		EXPECT_EQ(std::ranges::count(outcome.errors, '\n'), 1) << outcome.errors;
	};

	for (size_t length = 0; length < content.size(); length += content.size()/50 + 1)
		check(content.substr(0, length));

	/* whatever is not covered by a checksum is padding of zeros */
	for (size_t i = 0; i < content.size(); i += content.size()/300 + 1) {
		std::string damaged = content;
		damaged[i] = char(damaged[i] ^ 0x10);
		check(damaged);
	}
}


TEST_F(Snapshot_test, other_content)
{
	EXPECT_TRUE(recap({ "inspect", directory / "missing.snap" }).says("cannot open it: No such file"));
	EXPECT_TRUE(recap({ "inspect", "/proc/self/exe" }).says("not a snapshot file"));
	EXPECT_EQ(recap({ "inspect", directory / "" }).code, 1);

	/* a proper file with metadata of somebody else */
	Cli::save_image(Control_test::make_image(2), "x", file, { });

	for (char const * const command : { "inspect", "verify", "restore" }) {
		Outcome const outcome = recap({ command, file });
		EXPECT_EQ(outcome.code, 1);
		EXPECT_TRUE(outcome.says("invalid snapshot")) << outcome.errors;
	}

	/* metadata that belongs to other pages */
	Control::Image image { .metadata   = Rtcr::write_metadata(make_snapshot()),
	                       .pages      = Host::File::anonymous("pages"),
	                       .page_count = 3 };
	image.pages.truncate(3*4096);
	Cli::save_image(image, "x", file, { });
	EXPECT_TRUE(recap({ "verify", file }).says("do not belong together"));
}


TEST_F(Snapshot_test, incomplete_image)
{
	Control::Image image = make_snapshot_image();
	image.page_count = 100;

	std::string const before = read_file(file);
	EXPECT_THROW(Cli::save_image(image, "x", file, { }), std::runtime_error);

	/* what was there stays */
	EXPECT_EQ(read_file(file), before);
	EXPECT_EQ(Host::directory_entries(directory / "").size(), 1u);
}
