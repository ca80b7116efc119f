/*
 * \brief  Tests that snapshots come back as they were written
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <gtest/gtest.h>

#include <support.h>

using namespace Store;
using namespace Store_test;


static Bytes all_pages(Snapshot_file &file)
{
	Bytes pages(file.page_count()*PAGE_SIZE);
	file.read_pages(0, file.page_count(), pages);
	return pages;
}


static bool equal(std::span<std::byte const> a, std::span<std::byte const> b)
{
	return std::ranges::equal(a, b);
}


TEST(Round_trip, sizes_around_extent_boundaries_in_all_encodings)
{
	Scratch_directory directory;
	Random random { 7 };

	auto const path     = directory / "a.snap";
	auto const metadata = make_bytes("some metadata");

	for (std::size_t const count : { 0, 1, 2, 255, 256, 257, 511, 512, 513, 1000 })
		for (auto const fill : { Fill::RANDOM, Fill::TEXT, Fill::ZERO, Fill::MIXED })
			for (auto const compression : { Compression::NONE, Compression::ZSTD }) {

				auto const pages  = make_pages(random, count, fill);
				auto const info   = make_info(1, count);
				auto const header = write_snapshot(path, info, pages, metadata,
				                                   fast(compression));

				EXPECT_EQ(header.file_size, std::filesystem::file_size(path));

				Snapshot_file file(path);
				EXPECT_EQ(file.info(), info);
				EXPECT_EQ(file.page_count(), count);
				EXPECT_TRUE(equal(file.metadata(), metadata));
				EXPECT_TRUE(equal(all_pages(file), pages));
				file.verify();
			}
}


TEST(Round_trip, encodings_are_what_the_content_suggests)
{
	Scratch_directory directory;
	Random random { 8 };

	auto encodings = [&] (Fill fill, Compression compression) {
		auto const path = directory / "a.snap";
		write_snapshot(path, make_info(1, 300), make_pages(random, 300, fill), { },
		               fast(compression));

		std::vector<Encoding> result { };
		Snapshot_file const file(path);
		for (Extent const &extent : file.extents())
			result.push_back(extent.encoding());
		return result; };

	using E = std::vector<Encoding>;
	EXPECT_EQ(encodings(Fill::RANDOM, Compression::NONE), (E { Encoding::RAW,  Encoding::RAW }));
	EXPECT_EQ(encodings(Fill::TEXT,   Compression::NONE), (E { Encoding::RAW,  Encoding::RAW }));
	EXPECT_EQ(encodings(Fill::ZERO,   Compression::NONE), (E { Encoding::ZERO }));
	EXPECT_EQ(encodings(Fill::RANDOM, Compression::ZSTD), (E { Encoding::RAW,  Encoding::RAW }));
	EXPECT_EQ(encodings(Fill::TEXT,   Compression::ZSTD), (E { Encoding::ZSTD, Encoding::ZSTD }));
	EXPECT_EQ(encodings(Fill::ZERO,   Compression::ZSTD), (E { Encoding::ZERO }));
}


TEST(Round_trip, portions_do_not_matter)
{
	Scratch_directory directory;
	Random random { 9 };

	for (auto const compression : { Compression::NONE, Compression::ZSTD }) {

		auto const pages = make_pages(random, 700, Fill::MIXED);

		write_snapshot(directory / "whole", make_info(1, 700), pages, { }, fast(compression));

		Snapshot_writer writer(directory / "portions", make_info(1, 700), fast(compression));
		for (std::size_t done = 0; done < 700; ) {
			auto const count = std::min<std::size_t>(random() % 300, 700 - done);
			writer.append_pages(std::span(pages).subspan(done*PAGE_SIZE, count*PAGE_SIZE));
			done += count;
		}
		writer.commit({ });

		EXPECT_EQ(read_file(directory / "whole"), read_file(directory / "portions"));
	}
}


TEST(Round_trip, random_reads)
{
	Scratch_directory directory;
	Random random { 10 };

	for (auto const compression : { Compression::NONE, Compression::ZSTD }) {

		auto const pages = make_pages(random, 900, Fill::MIXED);
		write_snapshot(directory / "a", make_info(1, 900), pages, { }, fast(compression));

		Snapshot_file file(directory / "a");

		for (int i = 0; i < 300; i++) {
			auto const first = random() % 900;
			auto const count = random() % std::min<std::uint64_t>(901 - first, i % 2 ? 3 : 600);

			Bytes buffer(count*PAGE_SIZE, std::byte(0xee));
			file.read_pages(first, count, buffer);
			EXPECT_TRUE(equal(buffer, std::span(pages).subspan(first*PAGE_SIZE, count*PAGE_SIZE)));
		}
	}
}


TEST(Round_trip, raw_pages_are_mapped)
{
	Scratch_directory directory;
	Random random { 11 };

	auto const pages = make_pages(random, 300, Fill::RANDOM);
	{
		Snapshot_writer writer(directory / "a", make_info(1, 303), fast());
		writer.append_pages(pages);
		writer.append_zero(3);
		writer.commit({ });
	}

	Snapshot_file file(directory / "a");

	auto const first = file.raw_pages(0);
	EXPECT_TRUE(equal(first, std::span(pages).first(256*PAGE_SIZE)));
	EXPECT_EQ(reinterpret_cast<std::uintptr_t>(first.data()) % PAGE_SIZE, 0u);

	EXPECT_TRUE(equal(file.raw_pages(290), std::span(pages).subspan(290*PAGE_SIZE)));
	EXPECT_TRUE(file.raw_pages(300).empty());

	for (Extent const &extent : file.extents())
		EXPECT_EQ(extent.stored().first() % PAGE_SIZE, 0u);
}


TEST(Round_trip, metadata_of_any_size)
{
	Scratch_directory directory;
	Random random { 12 };

	for (std::size_t const size : { 0, 1, 7, 8, 9, 4096, 100'000, 3'000'001 }) {

		auto metadata = make_pages(random, size/PAGE_SIZE + 1, Fill::RANDOM);
		metadata.resize(size);

		write_snapshot(directory / "a", make_info(1, 0), { }, metadata);

		Snapshot_file const file(directory / "a");
		EXPECT_TRUE(equal(file.metadata(), metadata));
		EXPECT_EQ(reinterpret_cast<std::uintptr_t>(file.metadata().data()) % 8, 0u);
	}
}


TEST(Round_trip, huge_runs_cost_nothing)
{
	Scratch_directory directory;

	Snapshot_writer writer(directory / "a", make_info(1, MAX_PAGES), fast());
	writer.append_zero(MAX_PAGES - 1);
	writer.append_zero(1);
	auto const header = writer.commit({ });

	EXPECT_LT(header.file_size, 1000u);
	EXPECT_EQ(header.extent_count, 1u);

	Snapshot_file file(directory / "a");
	file.verify();

	Bytes page(PAGE_SIZE, std::byte(1));
	file.read_pages(MAX_PAGES - 1, 1, page);
	EXPECT_EQ(page, Bytes(PAGE_SIZE));
}


TEST(Round_trip, single_zero_pages_are_left_out_unless_compressed)
{
	Scratch_directory directory;
	Random random { 13 };

	auto pages = make_pages(random, 256, Fill::TEXT);
	std::fill_n(pages.begin() + 100*PAGE_SIZE, PAGE_SIZE, std::byte(0));

	auto const raw        = write_snapshot(directory / "a", make_info(1, 256), pages, { }, fast());
	auto const compressed = write_snapshot(directory / "b", make_info(1, 256), pages, { },
	                                       fast(Compression::ZSTD));
	EXPECT_EQ(raw.extent_count, 3u);
	EXPECT_EQ(compressed.extent_count, 1u);
	EXPECT_LT(compressed.file_size, raw.file_size/2);
}


TEST(Round_trip, reads_beyond_the_end_are_refused)
{
	Scratch_directory directory;
	Random random { 14 };

	write_snapshot(directory / "a", make_info(1, 10), make_pages(random, 10, Fill::RANDOM), { });

	Snapshot_file file(directory / "a");
	Bytes buffer(PAGE_SIZE);

	auto kind = [&] (std::uint64_t first, std::uint64_t count) {
		return error_kind([&] { file.read_pages(first, count, buffer); }); };

	EXPECT_EQ(kind(9, 1), std::nullopt);
	EXPECT_EQ(kind(10, 1),         Error::Kind::INVALID_REQUEST);
	EXPECT_EQ(kind(9, 2),          Error::Kind::INVALID_REQUEST);
	EXPECT_EQ(kind(0, 2),          Error::Kind::INVALID_REQUEST);
	EXPECT_EQ(kind(0, UINT64_MAX), Error::Kind::INVALID_REQUEST);
	EXPECT_EQ(kind(UINT64_MAX, 1), Error::Kind::INVALID_REQUEST);
	EXPECT_EQ(error_kind([&] { file.raw_pages(10); }), Error::Kind::INVALID_REQUEST);

	EXPECT_EQ(error_kind([&] { file.read_pages(10, 0, { }); }), std::nullopt);
}
