/*
 * \brief  Tests that files have the layout of doc/snapshot-format.md
 *
 * The offsets are numbers on purpose, taken from the document.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <support.h>

using namespace Store;
using namespace Store_test;


namespace {

	struct Format : testing::Test
	{
		Bytes content { };

		Format()
		{
			Scratch_directory directory;
			write_varied_snapshot(directory / "a");
			content = read_file(directory / "a");
		}

		std::uint64_t number(std::size_t offset, std::size_t size) const
		{
			std::uint64_t value = 0;
			for (std::size_t i = size; i > 0; i--)
				value = value << 8 | std::to_integer<std::uint64_t>(content.at(offset + i - 1));
			return value;
		}

		Bytes part(std::size_t offset, std::size_t size) const
		{
			return { content.begin() + static_cast<std::ptrdiff_t>(offset),
			         content.begin() + static_cast<std::ptrdiff_t>(offset + size) };
		}

		Checksum sum_at(std::size_t offset) const
		{
			return { .low = number(offset, 8), .high = number(offset + 8, 8) };
		}
	};
}


TEST_F(Format, header)
{
	EXPECT_EQ(part(0, 8), make_bytes("\x89RCS\r\n\x1a\n"));
	EXPECT_EQ(number(8, 2),   1u);
	EXPECT_EQ(number(10, 2),  0u);
	EXPECT_EQ(number(12, 4),  512u);
	EXPECT_EQ(part(16, 16),   Bytes(16, std::byte(2)));
	EXPECT_EQ(part(32, 16),   Bytes(16, std::byte(1)));
	EXPECT_EQ(number(48, 8),  1'700'000'002u*1'000'000'000ull);
	EXPECT_EQ(number(56, 8),  content.size());
	EXPECT_EQ(number(64, 8),  13u);
	EXPECT_EQ(number(72, 8),  6u);
	EXPECT_EQ(number(88, 8),  20u);
	EXPECT_EQ(number(120, 4), 4096u);
	EXPECT_EQ(number(124, 4), 0u);
	EXPECT_EQ(part(144, 48),  Bytes(48));
	EXPECT_EQ(part(192, 22),  make_bytes(std::string_view("init -> sheep_counter\0", 22)));
	EXPECT_EQ(part(448, 48),  Bytes(48));
	EXPECT_EQ(sum_at(496),    checksum(part(0, 496)));
}


TEST_F(Format, sections)
{
	auto const metadata = number(80, 8), index = number(112, 8);

	EXPECT_EQ(part(metadata, 20), make_bytes("metadata of odd size"));
	EXPECT_EQ(sum_at(96),         checksum(part(metadata, 20)));
	EXPECT_EQ(part(metadata + 20, 4), Bytes(4));
	EXPECT_EQ(index,              metadata + 24);
	EXPECT_EQ(sum_at(128),        checksum(part(index, 6*48)));

	auto const trailer = index + 6*48;

	EXPECT_EQ(trailer + 48,           content.size());
	EXPECT_EQ(part(trailer, 8),       make_bytes("RCS-end\n"));
	EXPECT_EQ(number(trailer + 8, 8), content.size());
	EXPECT_EQ(part(trailer + 16, 16), part(16, 16));
	EXPECT_EQ(sum_at(trailer + 32),   checksum(part(0, 512), part(trailer, 32)));
}


TEST_F(Format, index)
{
	auto const index = number(112, 8);

	auto entry = [&] (std::size_t i) { return index + i*48; };

	struct Expected { unsigned first, count, encoding; };

	Expected const expected[] { { 0, 2, 2 }, { 2, 3, 3 }, { 5, 1, 1 },
	                            { 6, 4, 4 }, { 10, 1, 2 }, { 11, 2, 4 } };

	for (std::size_t i = 0; i < 6; i++) {
		EXPECT_EQ(number(entry(i), 8),      expected[i].first);
		EXPECT_EQ(number(entry(i) + 8, 4),  expected[i].count);
		EXPECT_EQ(number(entry(i) + 12, 4), expected[i].encoding);

		auto const position = number(entry(i) + 16, 8);
		auto const size     = number(entry(i) + 24, 8);

		if (size)
			EXPECT_EQ(sum_at(entry(i) + 32), checksum(part(position, size)));
		else
			EXPECT_EQ(part(entry(i) + 32, 16), Bytes(16));
	}

	EXPECT_EQ(number(entry(0) + 16, 8), 512u);
	EXPECT_EQ(number(entry(1) + 16, 8), 0u);
	EXPECT_EQ(number(entry(2) + 16, 8), 4096u);
	EXPECT_EQ(number(entry(2) + 24, 8), 4096u);
	EXPECT_EQ(number(entry(3) + 16, 8), 7u);
	EXPECT_EQ(number(entry(4) + 16, 8), 8192u);
	EXPECT_EQ(number(entry(5) + 16, 8), 1u);
	EXPECT_EQ(part(512, 4), make_bytes("\x28\xb5\x2f\xfd"));
}
