/*
 * \brief  Tests of checked ranges, identities, and byte layout
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <array>
#include <cstdint>

#include <gtest/gtest.h>

#include <store/layout.h>
#include <store/range.h>
#include <store/snapshot_id.h>

using namespace Store;


TEST(Range, refuses_what_exceeds_the_limit)
{
	EXPECT_TRUE (File_range::checked(0, 0, 0));
	EXPECT_TRUE (File_range::checked(10, 5, 15));
	EXPECT_FALSE(File_range::checked(10, 6, 15));
	EXPECT_FALSE(File_range::checked(16, 0, 15));
	EXPECT_TRUE (File_range::checked(15, 0, 15));
}


TEST(Range, refuses_overflow)
{
	EXPECT_FALSE(File_range::checked(UINT64_MAX, 1));
	EXPECT_FALSE(File_range::checked(1, UINT64_MAX));
	EXPECT_FALSE(File_range::checked(UINT64_MAX, UINT64_MAX));
	EXPECT_FALSE(File_range::checked(INT64_MAX, 1));
	EXPECT_TRUE (File_range::checked(INT64_MAX, 0));
	EXPECT_FALSE(Page_range::checked(MAX_PAGES, 1, UINT64_MAX));
	EXPECT_TRUE (Page_range::checked(MAX_PAGES - 1, 1, UINT64_MAX));
}


TEST(Range, part_stays_within)
{
	auto const range = Page_range::checked(10, 5).value();

	EXPECT_EQ(range.part(0, 5),            range);
	EXPECT_EQ(range.part(0, UINT64_MAX),   range);
	EXPECT_EQ(range.part(2, 2).first(),    12u);
	EXPECT_EQ(range.part(2, 2).end(),      14u);
	EXPECT_EQ(range.part(4, 9).count(),    1u);
	EXPECT_TRUE(range.part(5, 1).empty());
	EXPECT_TRUE(range.part(UINT64_MAX, UINT64_MAX).empty());
	EXPECT_TRUE (range.contains(10));
	EXPECT_TRUE (range.contains(14));
	EXPECT_FALSE(range.contains(15));
	EXPECT_FALSE(range.contains(9));
}


TEST(Snapshot_id, text_and_back)
{
	for (int i = 0; i < 100; i++) {
		auto const id = Snapshot_id::random();
		EXPECT_TRUE(id.valid());
		EXPECT_EQ(id.hex().size(), Snapshot_id::HEX_DIGITS);
		EXPECT_EQ(Snapshot_id::from_hex(id.hex()), id);
	}
	EXPECT_NE(Snapshot_id::random(), Snapshot_id::random());
}


TEST(Snapshot_id, refuses_other_text)
{
	EXPECT_FALSE(Snapshot_id::from_hex(""));
	EXPECT_FALSE(Snapshot_id::from_hex(std::string(31, '0')));
	EXPECT_FALSE(Snapshot_id::from_hex(std::string(33, '0')));
	EXPECT_FALSE(Snapshot_id::from_hex(std::string(32, 'g')));
	EXPECT_FALSE(Snapshot_id::from_hex(std::string(32, 'A')));
	EXPECT_FALSE(Snapshot_id::from_hex(std::string(32, '0')).value().valid());
}


TEST(Layout, numbers_are_little_endian)
{
	std::array<std::byte, 16> record { };

	Layout::Number_field<4, std::uint32_t>::store(std::span(record), 0x01020304u);

	EXPECT_EQ(record[3], std::byte(0));
	EXPECT_EQ(record[4], std::byte(4));
	EXPECT_EQ(record[7], std::byte(1));
	EXPECT_EQ(record[8], std::byte(0));

	auto const bytes = std::span<std::byte const, 16>(record);
	EXPECT_EQ((Layout::Number_field<4, std::uint32_t>::load(bytes)), 0x01020304u);
	EXPECT_EQ((Layout::Number_field<4, std::uint16_t>::load(bytes)), 0x0304u);

	Layout::Number_field<8, std::int64_t>::store(std::span(record), -2);
	EXPECT_EQ((Layout::Number_field<8, std::int64_t>::load(bytes)), -2);
}
