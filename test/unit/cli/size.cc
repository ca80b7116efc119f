/*
 * \brief  Test of sizes as people write them
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <cli/size.h>

using namespace Cli;


TEST(Size, valid)
{
	EXPECT_EQ(parse_size("0"), 0u);
	EXPECT_EQ(parse_size("4096"), 4096u);
	EXPECT_EQ(parse_size("1K"), 1024u);
	EXPECT_EQ(parse_size("512m"), 512u << 20);
	EXPECT_EQ(parse_size("2G"), 2ull << 30);
	EXPECT_EQ(parse_size("2GiB"), 2ull << 30);
	EXPECT_EQ(parse_size("2GB"), 2ull << 30);
	EXPECT_EQ(parse_size("1T"), 1ull << 40);
	EXPECT_EQ(parse_size("10B"), 10u);
	EXPECT_EQ(parse_size("18446744073709551615"), ~0ull);
}


TEST(Size, invalid)
{
	for (char const * const text : { "", "K", "-1", "1.5G", "1X", "1 G", "1iB", "1GiBB", "0x10", "1GG",
	                                 "18446744073709551616", "17179869184G", "99999999T" })
		EXPECT_FALSE(parse_size(text)) << text;
}


TEST(Quantum, as_read_by_components)
{
	EXPECT_EQ(parse_quantum("1M"), 1u << 20);
	EXPECT_EQ(parse_quantum("0x100000"), 1u << 20);
	EXPECT_EQ(parse_quantum("0x10K"), 16u << 10);
	EXPECT_EQ(parse_quantum("7"), 7u);

	for (char const * const text : { "", "M", "1m", "1MB", "1.5M", "-1M", " 1M", "1M ", "0x", "0xM",
	                                 "17179869184G", "1T" })
		EXPECT_FALSE(parse_quantum(text)) << text;
}


TEST(Size, format)
{
	EXPECT_EQ(format_size(0), "0 bytes");
	EXPECT_EQ(format_size(1023), "1023 bytes");
	EXPECT_EQ(format_size(1024), "1 KiB");
	EXPECT_EQ(format_size(1536), "1.5 KiB");
	EXPECT_EQ(format_size(3u << 20), "3 MiB");
	EXPECT_EQ(format_size(~0ull), "16777216.0 TiB");
}


TEST(Duration, format)
{
	EXPECT_EQ(format_duration(0), "0 us");
	EXPECT_EQ(format_duration(999), "999 us");
	EXPECT_EQ(format_duration(1500), "1.5 ms");
	EXPECT_EQ(format_duration(2500000), "2.50 s");
}
