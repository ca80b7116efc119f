/*
 * \brief  Tests of the conversion of text to values
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <climits>
#include <cstdlib>
#include <limits>

#include <gtest/gtest.h>

#include <util/string.h>

#include <support.h>

using namespace Util_test;
using Genode::ascii_to;
using Genode::Number_of_bytes;

namespace {

	template <typename T> struct Integer_test : testing::Test { };

	using Integers = testing::Types<signed char, short, int, long, long long,
	                                unsigned char, unsigned short, unsigned,
	                                unsigned long, unsigned long long>;

	TYPED_TEST_SUITE(Integer_test, Integers);

	/* number of digits that fit no integer type */
	__int128 const BEYOND = (__int128)1 << 64;

	std::string decimal(__int128 value)
	{
		if (value < 0)   return "-" + decimal(-value);
		if (value < 10)  return std::string(1, (char)('0' + (int)value));
		return decimal(value/10) + decimal(value % 10);
	}
}


TYPED_TEST(Integer_test, accepts_exactly_the_range_of_the_type)
{
	__int128 const min = std::numeric_limits<TypeParam>::min(),
	               max = std::numeric_limits<TypeParam>::max();

	for (__int128 center : { min, (__int128)0, max, BEYOND, 10*BEYOND }) {
		for (__int128 value = center - 300; value <= center + 300; value++) {

			std::string const text = decimal(value);

			bool const valid = min <= value && value <= max;

			TypeParam result = 42;
			ASSERT_EQ(ascii_to(text.c_str(), result), valid ? text.size() : 0) << text;
			ASSERT_EQ(result, valid ? (TypeParam)value : 42) << text;
		}
	}
}


TYPED_TEST(Integer_test, stops_at_the_first_other_character)
{
	for (char const *tail : { "", " ", "x", "K", ".5", "\"", "-", ",2" }) {
		TypeParam result = 0;
		EXPECT_EQ(ascii_to(("12" + std::string(tail)).c_str(), result), 2u) << tail;
		EXPECT_EQ(result, 12);
	}

	for (char const *text : { "", " 1", "x", "-", "+", "--1", "-+1", "K", ".5", "- 1" }) {
		TypeParam result = 42;
		EXPECT_EQ(ascii_to(text, result), 0u) << text;
		EXPECT_EQ(result, 42);
	}
}


TYPED_TEST(Integer_test, detects_hexadecimal_notation)
{
	TypeParam result = 0;

	EXPECT_EQ(ascii_to("0x7f", result), 4u);    EXPECT_EQ(result, 0x7f);
	EXPECT_EQ(ascii_to("0X1Bg", result), 4u);   EXPECT_EQ(result, 0x1b);
	EXPECT_EQ(ascii_to("0x", result), 1u);      EXPECT_EQ(result, 0);
	EXPECT_EQ(ascii_to("00012", result), 5u);   EXPECT_EQ(result, 12);
	EXPECT_EQ(ascii_to("0x10000000000000000", result), 0u);
}


TEST(Ascii_to, signs)
{
	int  i = 0;
	long l = 0;

	EXPECT_EQ(ascii_to("+12", i), 3u);   EXPECT_EQ(i, 12);
	EXPECT_EQ(ascii_to("-12", i), 3u);   EXPECT_EQ(i, -12);
	EXPECT_EQ(ascii_to("-0x10", i), 5u); EXPECT_EQ(i, -16);
	EXPECT_EQ(ascii_to("-9223372036854775808", l), 20u);
	EXPECT_EQ(l, LONG_MIN);

	unsigned u = 42;
	EXPECT_EQ(ascii_to("-1", u), 0u);
	EXPECT_EQ(ascii_to("+1", u), 0u);
	EXPECT_EQ(u, 42u);
}


TEST(Ascii_to, unsigned_of_given_base)
{
	unsigned char result = 0;

	EXPECT_EQ(Genode::ascii_to_unsigned("ff", result, 16), 2u);   EXPECT_EQ(result, 255);
	EXPECT_EQ(Genode::ascii_to_unsigned("0x1f", result, 16), 4u); EXPECT_EQ(result, 31);
	EXPECT_EQ(Genode::ascii_to_unsigned("0x1f", result, 10), 1u); EXPECT_EQ(result, 0);
	EXPECT_EQ(Genode::ascii_to_unsigned("179", result, 8), 2u);   EXPECT_EQ(result, 15);
	EXPECT_EQ(Genode::ascii_to_unsigned("100", result, 16), 0u);
	EXPECT_EQ(Genode::ascii_to_unsigned("256", result, 10), 0u);
	EXPECT_EQ(Genode::ascii_to_unsigned("", result, 10), 0u);
	EXPECT_EQ(result, 15);

	unsigned long number = 0;
	EXPECT_EQ(Genode::ascii_to_unsigned("12", number, 10u), 2u);
	EXPECT_EQ(number, 12u);
}


TEST(Ascii_to, boolean)
{
	for (bool orig : { false, true }) {

		for (char const *text : { "yes", "true", "on", "1", "yes\"", "1 " }) {
			bool value = orig;
			EXPECT_NE(ascii_to(text, value), 0u);
			EXPECT_TRUE(value) << text;
		}
		for (char const *text : { "no", "false", "off", "0", "no\"" }) {
			bool value = orig;
			EXPECT_NE(ascii_to(text, value), 0u);
			EXPECT_FALSE(value) << text;
		}
		for (char const *text : { "", "y", "t", "f", "o", "2", "Yes", " no", "tru" }) {
			bool value = orig;
			EXPECT_EQ(ascii_to(text, value), 0u);
			EXPECT_EQ(value, orig) << text;
		}
	}

	bool value = false;
	EXPECT_EQ(ascii_to("true", value), 4u);
	EXPECT_EQ(ascii_to("off", value), 3u);
	EXPECT_EQ(ascii_to("1", value), 1u);
}


TEST(Ascii_to, floating_point)
{
	for (char const *text : { "0", "1.5", "-2.25", "+3.125", ".5", "7.", "12345.678", "-0.001" }) {

		double value = 42;
		EXPECT_EQ(ascii_to(text, value), Genode::strlen(text));
		EXPECT_NEAR(value, std::strtod(text, nullptr), 1e-9) << text;

		float single = 42;
		EXPECT_EQ(ascii_to(text, single), Genode::strlen(text));
		EXPECT_NEAR(single, std::strtof(text, nullptr), 1e-3) << text;
	}

	for (char const *text : { "", ".", "-", "-.", "x1", "e5" }) {
		double value = 42;
		EXPECT_EQ(ascii_to(text, value), 0u) << text;
		EXPECT_EQ(value, 42);
	}

	double value = 0;
	EXPECT_EQ(ascii_to("1.5.2", value), 3u);
	EXPECT_EQ(ascii_to("2\"", value), 1u);
}


TEST(Ascii_to, string)
{
	Genode::String<8> value;

	EXPECT_EQ(ascii_to("abc def", value), 7u);
	EXPECT_STREQ(value.string(), "abc def");

	EXPECT_EQ(ascii_to("abcdefghij", value), 10u);
	EXPECT_STREQ(value.string(), "abcdefg");
}


TEST(Number_of_bytes, is_read_with_suffix)
{
	auto parsed = [] (char const *text, std::size_t expected_len) {
		Number_of_bytes value(42);
		EXPECT_EQ(ascii_to(text, value), expected_len) << text;
		return (std::size_t)value; };

	EXPECT_EQ(parsed("0", 1), 0u);
	EXPECT_EQ(parsed("17", 2), 17u);
	EXPECT_EQ(parsed("17K", 3), 17u << 10);
	EXPECT_EQ(parsed("17M", 3), 17u << 20);
	EXPECT_EQ(parsed("17G", 3), 17ul << 30);
	EXPECT_EQ(parsed("0x10K", 5), 16u << 10);
	EXPECT_EQ(parsed("17k", 2), 17u);
	EXPECT_EQ(parsed("17KB", 3), 17u << 10);
	EXPECT_EQ(parsed("17 K", 2), 17u);
	EXPECT_EQ(parsed("17179869183G", 12), 17179869183ul << 30);
	EXPECT_EQ(parsed("17179869184G", 0), 42u);
	EXPECT_EQ(parsed("18446744073709551615", 20), ULONG_MAX);
	EXPECT_EQ(parsed("18446744073709551615K", 0), 42u);
	EXPECT_EQ(parsed("K", 0), 42u);
	EXPECT_EQ(parsed("", 0), 42u);
	EXPECT_EQ(parsed("-1", 0), 42u);

	EXPECT_EQ((std::size_t)Number_of_bytes(), 0u);
}


TEST(Number_of_bytes, is_printed_with_the_largest_suffix)
{
	EXPECT_EQ(printed(Number_of_bytes(0)), "0");
	EXPECT_EQ(printed(Number_of_bytes(1)), "1");
	EXPECT_EQ(printed(Number_of_bytes(1023)), "1023");
	EXPECT_EQ(printed(Number_of_bytes(1024)), "1K");
	EXPECT_EQ(printed(Number_of_bytes(1025)), "1025");
	EXPECT_EQ(printed(Number_of_bytes(1536)), "1536");
	EXPECT_EQ(printed(Number_of_bytes(5ul << 20)), "5M");
	EXPECT_EQ(printed(Number_of_bytes(3ul << 30)), "3G");
	EXPECT_EQ(printed(Number_of_bytes(ULONG_MAX)), "18446744073709551615");
}


TEST(Number_of_bytes, survives_the_round_trip)
{
	Random random(31);

	for (unsigned i = 0; i < 10000; i++) {

		std::size_t const orig = ((std::size_t)random() << 32 | random()) >> random() % 64
		                      << random() % 40;

		Number_of_bytes value;
		std::string const text = printed(Number_of_bytes(orig));
		ASSERT_EQ(ascii_to(text.c_str(), value), text.size());
		ASSERT_EQ((std::size_t)value, orig);
	}
}
