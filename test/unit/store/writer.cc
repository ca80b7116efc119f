/*
 * \brief  Tests of the rules that a writer enforces
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <support.h>

using namespace Store;
using namespace Store_test;

using Kind = Error::Kind;


TEST(Writer, descriptions_that_make_no_sense)
{
	Scratch_directory directory;

	auto kind = [&] (auto const &change) {
		auto info = make_info(1, 1);
		change(info);
		return error_kind([&] { Snapshot_writer writer(directory / "a", info, fast()); }); };

	EXPECT_EQ(kind([] (Snapshot_info &) { }), std::nullopt);
	EXPECT_EQ(kind([] (Snapshot_info &i) { i.id = { }; }),              Kind::INVALID_REQUEST);
	EXPECT_EQ(kind([] (Snapshot_info &i) { i.parent = i.id; }),         Kind::INVALID_REQUEST);
	EXPECT_EQ(kind([] (Snapshot_info &i) { i.component = "a\nb"; }),    Kind::INVALID_REQUEST);
	EXPECT_EQ(kind([] (Snapshot_info &i) { i.component.assign(256, 'x'); }),
	          Kind::INVALID_REQUEST);
	EXPECT_EQ(kind([] (Snapshot_info &i) { i.component.assign(255, 'x'); }), std::nullopt);
	EXPECT_EQ(kind([] (Snapshot_info &i) { i.component = ""; }),        std::nullopt);
	EXPECT_EQ(kind([] (Snapshot_info &i) { i.page_count = MAX_PAGES + 1; }), Kind::LIMIT);

	EXPECT_TRUE(directory.entries().empty());
}


TEST(Writer, page_counts_must_match)
{
	Scratch_directory directory;
	Bytes const page(PAGE_SIZE);

	auto kind = [&] (auto const &appending) {
		return error_kind([&] {
			Snapshot_writer writer(directory / "a", make_info(1, 2), fast());
			appending(writer);
			writer.commit({ }); }); };

	EXPECT_EQ(kind([&] (Snapshot_writer &w) { w.append_pages(page); }), Kind::INVALID_REQUEST);
	EXPECT_EQ(kind([&] (Snapshot_writer &w) { w.append_zero(3); }),     Kind::INVALID_REQUEST);
	EXPECT_EQ(kind([&] (Snapshot_writer &w) { w.append_zero(UINT64_MAX); }),
	          Kind::INVALID_REQUEST);
	EXPECT_EQ(kind([&] (Snapshot_writer &w) { w.append_zero(2); w.append_pages(page); }),
	          Kind::INVALID_REQUEST);
	EXPECT_EQ(kind([&] (Snapshot_writer &w) { w.append_pages(page); w.append_zero(2); }),
	          Kind::INVALID_REQUEST);
	EXPECT_EQ(kind([&] (Snapshot_writer &w) { w.append_pages(Bytes(PAGE_SIZE + 1)); }),
	          Kind::INVALID_REQUEST);
	EXPECT_EQ(kind([&] (Snapshot_writer &w) { w.append_inherited(0, 2); }),
	          Kind::INVALID_REQUEST);
	EXPECT_TRUE(directory.entries().empty());

	EXPECT_EQ(kind([&] (Snapshot_writer &w) { w.append_pages(page); w.append_zero(1); }),
	          std::nullopt);
	EXPECT_EQ(directory.entries(), std::vector<std::string> { "a" });
}


TEST(Writer, inherited_pages_must_be_possible)
{
	Scratch_directory directory;

	auto info = make_info(2, 3);
	info.parent = make_id(1);

	Snapshot_writer writer(directory / "a", info, fast());
	EXPECT_EQ(error_kind([&] { writer.append_inherited(MAX_PAGES - 1, 2); }),
	          Kind::INVALID_REQUEST);
}


TEST(Writer, is_of_no_use_after_failure_or_commit)
{
	Scratch_directory directory;

	Snapshot_writer failed(directory / "a", make_info(1, 1), fast());
	EXPECT_EQ(error_kind([&] { failed.append_zero(2); }),   Kind::INVALID_REQUEST);
	EXPECT_EQ(error_kind([&] { failed.append_zero(1); }),   Kind::INVALID_REQUEST);
	EXPECT_EQ(error_kind([&] { failed.commit({ }); }),      Kind::INVALID_REQUEST);

	Snapshot_writer committed(directory / "b", make_info(1, 0), fast());
	committed.commit({ });
	EXPECT_EQ(error_kind([&] { committed.append_zero(0); }), Kind::INVALID_REQUEST);
	EXPECT_EQ(error_kind([&] { committed.commit({ }); }),    Kind::INVALID_REQUEST);
	EXPECT_EQ(error_kind([&] { Snapshot_file file(directory / "b"); }), std::nullopt);
}


TEST(Writer, too_much_metadata)
{
	Scratch_directory directory;

	/* never touched beyond its size, hence a mapping of nothing will do */
	auto file = Host::File::anonymous("metadata");
	file.truncate(MAX_METADATA_SIZE + 1);
	Host::File_mapping const metadata(file, MAX_METADATA_SIZE + 1);

	Snapshot_writer writer(directory / "a", make_info(1, 0), fast());
	EXPECT_EQ(error_kind([&] { writer.commit(metadata.bytes()); }), Kind::LIMIT);
}


TEST(Writer, progress_ends_with_the_total)
{
	Scratch_directory directory;
	Random random { 40 };

	auto const pages = make_pages(random, 1000, Fill::TEXT);

	std::vector<std::uint64_t> steps { };
	auto options = fast();
	options.progress = [&] (std::uint64_t done, std::uint64_t total) {
		EXPECT_EQ(total, pages.size());
		steps.push_back(done); };

	write_snapshot(directory / "a", make_info(1, 1000), pages, { }, options);

	EXPECT_GE(steps.size(), 4u);
	EXPECT_TRUE(std::ranges::is_sorted(steps));
	EXPECT_EQ(steps.back(), pages.size());

	steps.clear();
	Snapshot_file(directory / "a").verify(options.progress);
	EXPECT_EQ(steps.size(), 4u);
	EXPECT_EQ(steps.back(), pages.size());
}


TEST(Writer, exception_of_progress_cancels)
{
	struct Cancelled { };

	Scratch_directory directory;
	auto options = fast();
	options.progress = [&] (std::uint64_t, std::uint64_t) { throw Cancelled(); };

	EXPECT_THROW(write_snapshot(directory / "a", make_info(1, 1), Bytes(PAGE_SIZE), { }, options),
	             Cancelled);
	EXPECT_TRUE(directory.entries().empty());
}


TEST(Writer, file_is_private)
{
	Scratch_directory directory;

	write_snapshot(directory / "a", make_info(1, 0), { }, { });

	struct stat status { };
	ASSERT_EQ(::stat((directory / "a").c_str(), &status), 0);
	EXPECT_EQ(status.st_mode & 0777, 0600u);
}
