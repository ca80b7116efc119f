/*
 * \brief  Tests that damaged files are refused
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <forge.h>
#include <support.h>

using namespace Store;
using namespace Store_test;

using Kind = Error::Kind;


namespace {

	/**
	 * Open and verify a file of the given content
	 *
	 * \return  nothing if it was accepted
	 */
	std::optional<Kind> verify(std::span<std::byte const> content)
	{
		return error_kind([&] {
			Snapshot_file file(memory_file(content));
			file.verify(); });
	}

	Bytes varied_file()
	{
		Scratch_directory directory;
		write_varied_snapshot(directory / "a");
		return read_file(directory / "a");
	}

	Bytes large_file(Compression compression)
	{
		Scratch_directory directory;
		Random random { 20 };

		auto const pages = make_pages(random, 1000, Fill::MIXED);
		write_snapshot(directory / "a", make_info(1, 1000), pages, make_bytes("metadata"),
		               fast(compression));
		return read_file(directory / "a");
	}
}


TEST(Damage, intact_file_has_all_encodings_and_is_accepted)
{
	auto const content = varied_file();

	Snapshot_file file(memory_file(content));
	file.verify();

	std::vector<Encoding> encodings { };
	for (Extent const &extent : file.extents())
		encodings.push_back(extent.encoding());

	EXPECT_EQ(encodings, (std::vector<Encoding> {
		Encoding::ZSTD, Encoding::ZERO, Encoding::RAW, Encoding::INHERITED,
		Encoding::ZSTD, Encoding::INHERITED }));
}


TEST(Damage, each_changed_byte_is_refused)
{
	auto       content = varied_file();
	auto const file    = memory_file(content);

	for (std::size_t i = 0; i < content.size(); i++)
		for (auto const pattern : { 0x01, 0x80, 0xff }) {

			content[i] ^= std::byte(pattern);
			EXPECT_NE(verify(content), std::nullopt) << "byte " << i;
			content[i] ^= std::byte(pattern);
		}

	EXPECT_EQ(verify(content), std::nullopt);
}


TEST(Damage, each_zeroed_byte_is_refused)
{
	auto content = varied_file();

	for (std::byte &byte : content) {

		auto const original = byte;
		if (original == std::byte(0))
			continue;

		byte = std::byte(0);
		EXPECT_NE(verify(content), std::nullopt);
		byte = original;
	}
}


TEST(Damage, random_changes_of_a_large_file_are_refused)
{
	Random random { 21 };

	for (auto const compression : { Compression::NONE, Compression::ZSTD }) {

		auto content = large_file(compression);

		for (int i = 0; i < 200; i++) {

			auto      &byte    = content[random() % content.size()];
			auto const pattern = std::byte(1 << random() % 8);

			byte ^= pattern;
			EXPECT_NE(verify(content), std::nullopt);
			byte ^= pattern;
		}
		EXPECT_EQ(verify(content), std::nullopt);
	}
}


TEST(Damage, truncation_at_each_length_is_refused)
{
	auto const content = varied_file();

	for (std::size_t size = 0; size < content.size(); size++)
		EXPECT_EQ(verify(std::span(content).first(size)), Kind::TRUNCATED) << "size " << size;
}


TEST(Damage, extension_is_refused)
{
	for (std::size_t const extra : { 1, 7, 8, 48, 4096, 100'000 }) {

		auto content = varied_file();
		content.resize(content.size() + extra);
		EXPECT_EQ(verify(content), Kind::CORRUPT);

		auto const text = error_text([&] { Snapshot_file file(memory_file(content)); });
		EXPECT_NE(text.find(std::to_string(extra) + " bytes follow the end"), text.npos) << text;
	}

	auto twice = varied_file();
	auto const once = twice;
	twice.insert(twice.end(), once.begin(), once.end());
	EXPECT_EQ(verify(twice), Kind::CORRUPT);
}


TEST(Damage, foreign_files_are_refused)
{
	Random random { 22 };

	EXPECT_EQ(verify(make_bytes("#!/bin/sh\necho hello\n")), Kind::NOT_A_SNAPSHOT);
	EXPECT_EQ(verify(make_bytes("x")),                       Kind::NOT_A_SNAPSHOT);
	EXPECT_EQ(verify(make_pages(random, 3, Fill::RANDOM)),   Kind::NOT_A_SNAPSHOT);
	EXPECT_EQ(verify(make_pages(random, 3, Fill::ZERO)),     Kind::NOT_A_SNAPSHOT);
	EXPECT_EQ(verify({ }),                                   Kind::TRUNCATED);

	Scratch_directory directory;
	EXPECT_EQ(error_kind([&] { Snapshot_file file(directory.path()); }), Kind::NOT_A_SNAPSHOT);
	EXPECT_EQ(error_kind([&] { Snapshot_file file(directory / "none"); }), Kind::IO);
}


TEST(Damage, transfer_in_text_mode_is_refused)
{
	Bytes converted { };
	for (std::byte const byte : varied_file())
		if (byte != std::byte('\r'))
			converted.push_back(byte);

	EXPECT_EQ(verify(converted), Kind::NOT_A_SNAPSHOT);
}


TEST(Damage, other_major_version_is_named)
{
	for (std::uint16_t const major : { 0, 2, 3, 0xffff }) {

		auto content = varied_file();
		Layout::Header::Major::store(header_of(content), major);

		auto open = [&] { Snapshot_file file(memory_file(content)); };
		auto const text = error_text(open);

		EXPECT_EQ(error_kind(open), Kind::WRONG_VERSION);
		EXPECT_NE(text.find("version " + std::to_string(major) + ".0"), text.npos) << text;
		EXPECT_NE(text.find("version 1.0"), text.npos) << text;
	}
}


TEST(Damage, reading_notices_it_when_the_damaged_part_is_touched)
{
	for (auto const compression : { Compression::NONE, Compression::ZSTD }) {

		Scratch_directory directory;
		Random random { 23 };

		write_snapshot(directory / "a", make_info(1, 512), make_pages(random, 512, Fill::TEXT),
		               make_bytes("metadata"), fast(compression));

		auto const   content = read_file(directory / "a");
		Extent const second  = Snapshot_file(directory / "a").extents()[1];

		for (auto const position : { second.stored().first(), second.stored().end() - 1 }) {

			auto damaged = content;
			damaged[position] ^= std::byte(1);

			Snapshot_file file(memory_file(damaged));
			Bytes buffer(512*PAGE_SIZE);

			auto kind = [&] (std::uint64_t first, std::uint64_t count) {
				return error_kind([&] {
					file.read_pages(first, count, std::span(buffer).first(count*PAGE_SIZE)); }); };

			for (int repeat = 0; repeat < 2; repeat++) {
				EXPECT_EQ(kind(0, 256), std::nullopt);
				EXPECT_EQ(kind(255, 1), std::nullopt);
				EXPECT_EQ(kind(300, 1),   Kind::CORRUPT);
				EXPECT_EQ(kind(256, 256), Kind::CORRUPT);
				EXPECT_EQ(kind(255, 2),   Kind::CORRUPT);
			}

			if (compression == Compression::NONE) {
				EXPECT_EQ(file.raw_pages(0).size(), 256*PAGE_SIZE);
				EXPECT_EQ(error_kind([&] { file.raw_pages(511); }), Kind::CORRUPT);
			}
			EXPECT_EQ(error_kind([&] { file.verify(); }), Kind::CORRUPT);
		}
	}
}


TEST(Damage, padding_of_an_extent_belongs_to_the_extent)
{
	auto content = varied_file();

	auto const raw = [&] {
		Snapshot_file const file(memory_file(content));
		return file.extents()[2]; }();

	ASSERT_EQ(raw.encoding(), Encoding::RAW);
	ASSERT_FALSE(raw.padding().empty());

	content[raw.padding().first()] = std::byte(1);

	Snapshot_file file(memory_file(content));
	Bytes page(PAGE_SIZE);
	EXPECT_EQ(error_kind([&] { file.read_pages(0, 1, page); }), std::nullopt);
	EXPECT_EQ(error_kind([&] { file.read_pages(5, 1, page); }), Kind::CORRUPT);
	EXPECT_EQ(error_kind([&] { file.raw_pages(5); }),           Kind::CORRUPT);
	EXPECT_EQ(error_kind([&] { file.verify(); }),               Kind::CORRUPT);
}


TEST(Damage, messages_say_what_where_and_what_to_do)
{
	Scratch_directory directory;
	write_varied_snapshot(directory / "a.snap");

	auto content = read_file(directory / "a.snap");
	Extent const extent = Snapshot_file(directory / "a.snap").extents()[2];

	content[extent.stored().first() + 5] ^= std::byte(1);
	write_file(directory / "a.snap", content);

	auto const text = error_text([&] { Snapshot_file(directory / "a.snap").verify(); });

	for (std::string const &part : { (directory / "a.snap").string(),
	                                 std::string("extent 2 (pages 5 to 5)"),
	                                 "offset " + std::to_string(extent.stored().first()),
	                                 std::string("checksum does not match"),
	                                 std::string("use an intact copy") })
		EXPECT_NE(text.find(part), text.npos) << text;
}


TEST(Damage, file_that_shrinks_while_open_is_refused)
{
	Scratch_directory directory;
	Random random { 24 };

	write_snapshot(directory / "a", make_info(1, 300), make_pages(random, 300, Fill::RANDOM), { });

	Snapshot_file file(directory / "a");
	Host::File(directory / "a", Host::File::Mode::READ_WRITE).truncate(100 + 256*PAGE_SIZE);

	Bytes buffer(PAGE_SIZE);
	EXPECT_EQ(error_kind([&] { file.read_pages(280, 1, buffer); }), Kind::TRUNCATED);
}
