/*
 * \brief  Tests of files that are forged with correct checksums
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <array>

#include <gtest/gtest.h>

#include <forge.h>
#include <store/compressor.h>
#include <store/decompressor.h>
#include <support.h>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *, std::size_t);

using namespace Store;
using namespace Store_test;

using Kind   = Error::Kind;
using Fields = Layout::Header;
using Entry  = Layout::Index_entry;


namespace {

	struct Hostile : testing::Test
	{
		Bytes content { };

		Hostile()
		{
			Scratch_directory directory;
			write_varied_snapshot(directory / "a");
			content = read_file(directory / "a");
		}

		std::optional<Kind> resealed()
		{
			reseal(content);
			return error_kind([&] {
				Snapshot_file file(memory_file(content));
				file.verify(); });
		}

		Fields::Record header() { return header_of(content); }

		Entry::Record entry(std::size_t number) { return index_entry_of(content, number); }
	};
}


TEST_F(Hostile, resealing_alone_changes_nothing)
{
	auto const original = content;
	EXPECT_EQ(resealed(), std::nullopt);
	EXPECT_EQ(content, original);
}


TEST_F(Hostile, counts_beyond_the_limits)
{
	auto const original = content;

	Fields::Page_count::store(header(), MAX_PAGES + 1);
	EXPECT_EQ(resealed(), Kind::LIMIT);

	content = original;
	Fields::Extent_count::store(header(), MAX_EXTENTS + 1);
	EXPECT_EQ(resealed(), Kind::LIMIT);

	content = original;
	Fields::Metadata::store(header(), MAX_METADATA_SIZE + 1);
	EXPECT_EQ(resealed(), Kind::LIMIT);
}


TEST_F(Hostile, sections_outside_or_out_of_order)
{
	auto const original = content;

	for (std::uint64_t const value : { std::uint64_t(0), std::uint64_t(8), std::uint64_t(512),
	                                   std::uint64_t(content.size()), UINT64_MAX,
	                                   UINT64_MAX - 7, std::uint64_t(1) << 63 }) {
		content = original;
		Fields::Metadata_at::store(header(), value);
		EXPECT_EQ(resealed(), Kind::CORRUPT) << value;

		content = original;
		Fields::Index_at::store(header(), value);
		EXPECT_EQ(resealed(), Kind::CORRUPT) << value;
	}

	content = original;
	Fields::Metadata::store(header(), content.size());
	EXPECT_EQ(resealed(), Kind::CORRUPT);

	content = original;
	Fields::Extent_count::store(header(), 5);
	EXPECT_EQ(resealed(), Kind::CORRUPT);
}


TEST_F(Hostile, header_fields)
{
	auto const original = content;

	auto refused = [&] (auto const &change) {
		content = original;
		change();
		EXPECT_EQ(resealed(), Kind::CORRUPT); };

	refused([&] { Fields::Header_size::store(header(), 511); });
	refused([&] { Fields::Page_bytes ::store(header(), 16384); });
	refused([&] { Fields::Id         ::store(header(), Snapshot_id()); });
	refused([&] { Fields::Id         ::store(header(), make_id(1)); });
	refused([&] { Fields::Parent     ::store(header(), Snapshot_id()); });
	refused([&] { Fields::Page_count ::store(header(), 12); });
	refused([&] { Fields::Page_count ::store(header(), 14); });
	refused([&] { Fields::Reserved_1::of(header())[0]    = std::byte(1); });
	refused([&] { Fields::Reserved_2::of(header())[47]   = std::byte(1); });
	refused([&] { Fields::Reserved_3::of(header())[3]    = std::byte(1); });
	refused([&] { Fields::Component ::of(header())[255]  = std::byte('x'); });
	refused([&] { Fields::Component ::of(header())[2]    = std::byte(0x1b); });
	refused([&] { std::ranges::fill(Fields::Component::of(header()), std::byte('x')); });
}


TEST_F(Hostile, later_minor_version_may_use_reserved_bytes)
{
	Fields::Minor::store(header(), 1);
	Fields::Reserved_2::of(header())[5] = std::byte(1);
	EXPECT_EQ(resealed(), std::nullopt);
}


TEST_F(Hostile, index_entries)
{
	auto const original = content;

	/* entries: 0 ZSTD, 1 ZERO, 2 RAW, 3 INHERITED, 4 ZSTD, 5 INHERITED */
	auto refused = [&] (auto const &change) {
		content = original;
		change();
		EXPECT_EQ(resealed(), Kind::CORRUPT); };

	auto const raw_at = Entry::Position::load(Entry::Const_record(entry(2)));

	refused([&] { Entry::First_page ::store(entry(1), 3); });
	refused([&] { Entry::Page_count ::store(entry(1), 0); });
	refused([&] { Entry::Page_count ::store(entry(1), UINT32_MAX); });
	refused([&] { Entry::Page_count ::store(entry(0), 257); });
	refused([&] { Entry::Encoding   ::store(entry(0), 0); });
	refused([&] { Entry::Encoding   ::store(entry(0), 5); });
	refused([&] { Entry::Encoding   ::store(entry(0), 1); });
	refused([&] { Entry::Encoding   ::store(entry(2), 2); });
	refused([&] { Entry::Position   ::store(entry(0), 0); });
	refused([&] { Entry::Position   ::store(entry(1), 1); });
	refused([&] { Entry::Position   ::store(entry(2), raw_at + 4096); });
	refused([&] { Entry::Position   ::store(entry(2), UINT64_MAX - 4095); });
	refused([&] { Entry::Position   ::store(entry(3), MAX_PAGES - 3); });
	refused([&] { Entry::Position   ::store(entry(3), UINT64_MAX); });
	refused([&] { Entry::Stored_size::store(entry(0), 0); });
	refused([&] { Entry::Stored_size::store(entry(0), 8192); });
	refused([&] { Entry::Stored_size::store(entry(0), UINT64_MAX); });
	refused([&] { Entry::Stored_size::store(entry(1), 1); });
	refused([&] { Entry::Stored_size::store(entry(2), 4095); });
	refused([&] { Entry::Stored_size::store(entry(3), 1); });
	refused([&] { Entry::Stored_sum ::store(entry(1), { .low = 1, .high = 0 }); });
	refused([&] { Entry::Stored_sum ::store(entry(3), { .low = 0, .high = 1 }); });
}


TEST_F(Hostile, compressed_data)
{
	auto const original = content;
	auto const position = Entry::Position   ::load(Entry::Const_record(entry(0)));
	auto const size     = Entry::Stored_size::load(Entry::Const_record(entry(0)));

	/* the frame decodes to another size than the pages have */
	Entry::Page_count::store(entry(0), 1);
	Entry::First_page::store(entry(1), 1);
	Entry::Page_count::store(entry(1), 4);
	EXPECT_EQ(resealed(), Kind::CORRUPT);

	/* a frame to be skipped, one of a historic format */
	for (std::uint32_t const magic : { 0x184d2a50u, 0xfd2fb527u, 0xfd2fb522u, 0u }) {
		content = original;
		Layout::Number_field<0, std::uint32_t>::store(
			std::span(content).subspan(position).first<4>(), magic);
		EXPECT_EQ(resealed(), Kind::CORRUPT);
	}

	/* whatever the content is, it stays within its buffer */
	Random random { 30 };
	for (int i = 0; i < 3000; i++) {
		content = original;
		for (unsigned changes = 1 + random() % 4; changes; changes--)
			content[position + random() % size] = std::byte(random());
		auto const kind = resealed();
		EXPECT_TRUE(!kind || kind == Kind::CORRUPT);
	}
}


TEST(Decompressor, accepts_exactly_one_frame)
{
	Random random { 32 };
	auto const pages = make_pages(random, 2, Fill::TEXT);

	Compressor   compressor { 1 };
	Decompressor decompressor { };

	auto frame = [&] (std::span<std::byte const> source) {
		Bytes buffer(2*PAGE_SIZE);
		auto const used = compressor.compress(source, buffer);
		return Bytes(used.begin(), used.end()); };

	auto joined = [] (Bytes first, Bytes const &second) {
		first.insert(first.end(), second.begin(), second.end());
		return first; };

	Bytes plain(2*PAGE_SIZE);

	auto const whole    = frame(pages);
	auto const first    = frame(std::span(pages).first(PAGE_SIZE));
	auto const second   = frame(std::span(pages).last(PAGE_SIZE));
	auto const skipped  = make_bytes(std::string_view("\x50\x2a\x4d\x18\0\0\0\0", 8));

	EXPECT_TRUE(decompressor.decompress(whole, plain));
	EXPECT_EQ(plain, pages);

	EXPECT_FALSE(decompressor.decompress(joined(first, second), plain));
	EXPECT_FALSE(decompressor.decompress(joined(whole, skipped), plain));
	EXPECT_FALSE(decompressor.decompress(joined(skipped, whole), plain));
	EXPECT_FALSE(decompressor.decompress(joined(whole, make_bytes("x")), plain));
	EXPECT_FALSE(decompressor.decompress(std::span(whole).first(whole.size() - 1), plain));
	EXPECT_FALSE(decompressor.decompress(first, plain));
	EXPECT_FALSE(decompressor.decompress(whole, std::span(plain).first(PAGE_SIZE)));
	EXPECT_FALSE(decompressor.decompress({ }, plain));
}


TEST_F(Hostile, random_changes_do_no_harm)
{
	Random random { 31 };

	auto const original = content;

	/* most bytes of interest are in the header, the index, and the trailer */
	auto const index = Fields::Index_at::load(Fields::Const_record(header()));
	std::array<std::byte, 4> const favourites { std::byte(0),    std::byte(1),
	                                            std::byte(0x80), std::byte(0xff) };

	for (int i = 0; i < 6'000; i++) {

		content = original;

		for (unsigned changes = 1 + random() % 6; changes; changes--) {

			auto const position = random() % 2 ? random() % 200
			                                   : index + random() % (content.size() - index);
			content[position] = random() % 3 ? favourites[random() % favourites.size()]
			                                 : std::byte(random());
		}
		LLVMFuzzerTestOneInput(reinterpret_cast<std::uint8_t const *>(content.data()),
		                       content.size());
	}
}
