/*
 * \brief  Tests of the textual output of values and of the log
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <climits>
#include <cmath>
#include <cstdio>
#include <cstring>

#include <gtest/gtest.h>

#include <base/log.h>
#include <base/printf.h>

#include <support.h>

using namespace Util_test;
using Genode::Char;
using Genode::Hex;
using Genode::Hex_range;

namespace {

	struct Point
	{
		int x, y;

		void print(Genode::Output &out) const {
			Genode::print(out, "(", x, ",", y, ")"); }
	};

	struct Not_printed { };

	struct Unprintable
	{
		void print(Genode::Output &) const { throw Not_printed(); }
	};

	/* without an own implementation of 'out_string' */
	struct Char_counter : Genode::Output
	{
		unsigned count = 0;

		void out_char(char) override { count++; }
	};

	std::string formatted(char const *format, auto value)
	{
		char buf[512];
		std::snprintf(buf, sizeof(buf), format, value);
		return buf;
	}
}


TEST(Print, strings_and_pointers)
{
	char       buffer[8] = "buf";
	int        value     = 0;
	int const *pointer   = &value;

	EXPECT_EQ(printed("text"), "text");
	EXPECT_EQ(printed((char const *)buffer), "buf");
	EXPECT_EQ(printed((char const *)nullptr), "<NULL>");
	EXPECT_EQ(printed(pointer), formatted("%p", pointer));
	EXPECT_EQ(printed(&value), formatted("%p", pointer));
	EXPECT_EQ(printed((void *)&value), formatted("%p", pointer));
	EXPECT_EQ(printed((void *)0), "0x0");
}


TEST(Print, integers)
{
	EXPECT_EQ(printed(0), "0");
	EXPECT_EQ(printed((signed char)-128), "-128");
	EXPECT_EQ(printed((unsigned char)255), "255");
	EXPECT_EQ(printed((short)-32768), "-32768");
	EXPECT_EQ(printed((unsigned short)65535), "65535");
	EXPECT_EQ(printed(INT_MIN), "-2147483648");
	EXPECT_EQ(printed(UINT_MAX), "4294967295");
	EXPECT_EQ(printed(LONG_MIN), "-9223372036854775808");
	EXPECT_EQ(printed(ULONG_MAX), "18446744073709551615");
	EXPECT_EQ(printed(LLONG_MIN), "-9223372036854775808");
	EXPECT_EQ(printed(ULLONG_MAX), "18446744073709551615");
	EXPECT_EQ(printed((Genode::uint64_t)7), "7");
	EXPECT_EQ(printed('A'), "65");
	EXPECT_EQ(printed(true, false), "10");

	Random random(37);
	for (unsigned i = 0; i < 10000; i++) {
		long const value = (long)((unsigned long)random() << 32 | random()) >> random() % 64;
		ASSERT_EQ(printed(value), std::to_string(value));
		ASSERT_EQ(printed((unsigned long)value), std::to_string((unsigned long)value));
	}
}


TEST(Print, floating_point)
{
	EXPECT_EQ(printed(0.0), "0.000000");
	EXPECT_EQ(printed(1.5f), "1.500");
	EXPECT_EQ(printed(-2.25), "-2.250000");
	EXPECT_EQ(printed(0.9999999), "1.000000");
	EXPECT_EQ(printed(-0.0), "-0.000000");
	EXPECT_EQ(printed(123456789.125), "123456789.125000");
	EXPECT_EQ(printed((double)NAN), "nan");
	EXPECT_EQ(printed((double)INFINITY), "inf");
	EXPECT_EQ(printed(-INFINITY), "-inf");
	EXPECT_EQ(printed(18446744073709551616.0), "9223372036854775808.000000*2^1");

	std::string const text = printed(std::numeric_limits<double>::max());
	std::size_t const separator = text.find("*2^");
	ASSERT_NE(separator, std::string::npos);
	EXPECT_EQ(std::ldexp(std::stod(text.substr(0, separator)),
	                     std::stoi(text.substr(separator + 3))),
	          std::numeric_limits<double>::max());

	Random random(41);
	std::uniform_real_distribution<double> values(-1e9, 1e9);
	for (unsigned i = 0; i < 5000; i++) {
		double const value = values(random)/(1 << random() % 30);
		ASSERT_NEAR(std::stod(printed(value)), value, 1e-6);
	}
}


TEST(Print, objects_and_many_arguments)
{
	Point const point { 1, -2 };

	EXPECT_EQ(printed(point), "(1,-2)");
	EXPECT_EQ(printed("a", 1, point, Char('c'), Hex(2), "z"), "a1(1,-2)c0x2z");
}


TEST(Output, out_string_is_limited)
{
	String_output output;
	Tight_text const text("abc");

	output.out_string(text.start(), 3);
	output.out_string("defg", 2);
	output.out_string("h\0i", 3);
	output.out_string("", 5);
	output.out_string("xyz", 0);
	EXPECT_EQ(output.text, "abcdeh");

	output.out_string(nullptr);
	EXPECT_EQ(output.text, "abcdeh<NULL>");

	Char_counter counter;
	Genode::print(counter, "abc", 12);
	EXPECT_EQ(counter.count, 5u);
}


TEST(Hex, shows_the_width_of_the_type)
{
	EXPECT_EQ(printed(Hex(0)), "0x0");
	EXPECT_EQ(printed(Hex(0x1aFu)), "0x1af");
	EXPECT_EQ(printed(Hex(-1)), "0xffffffff");
	EXPECT_EQ(printed(Hex((signed char)-1)), "0xff");
	EXPECT_EQ(printed(Hex((short)-2)), "0xfffe");
	EXPECT_EQ(printed(Hex(-1L)), "0xffffffffffffffff");
	EXPECT_EQ(printed(Hex(1, Hex::OMIT_PREFIX)), "1");
	EXPECT_EQ(printed(Hex(1, Hex::PREFIX, Hex::PAD)), "0x00000001");
	EXPECT_EQ(printed(Hex((Genode::uint8_t)1, Hex::OMIT_PREFIX, Hex::PAD)), "01");
	EXPECT_EQ(printed(Hex(1ULL, Hex::OMIT_PREFIX, Hex::PAD)), "0000000000000001");
	EXPECT_EQ(printed(Hex(0, Hex::OMIT_PREFIX, Hex::PAD)), "00000000");

	enum Color { RED = 0x10 };
	EXPECT_EQ(printed(Hex(RED)), "0x10");
}


TEST(Hex_range, marks_special_cases)
{
	typedef Hex_range<Genode::uint8_t>  Range8;
	typedef Hex_range<Genode::uint16_t> Range16;

	EXPECT_EQ(printed(Range16(0x1000, 0x234)), "[1000,1234)");
	EXPECT_EQ(printed(Range16(0, 0x10)), "[0000,0010)");
	EXPECT_EQ(printed(Range16(0xff00, 0x100)), "[ff00,ffff]");
	EXPECT_EQ(printed(Range8(0x10, 0)), "[10,10) (empty!)");
	EXPECT_EQ(printed(Range8(0xf0, 0x20)), "[f0,10) (overflow!)");
	EXPECT_EQ(printed(Range8(0, 0)), "[00,00) (empty!)");
	EXPECT_EQ(printed(Hex_range<unsigned long>(0x1000, 1)),
	          "[0000000000001000,0000000000001001)");
}


TEST(Log, marks_the_kinds_of_messages)
{
	take_log();

	Genode::log("value ", 1, " ", Hex(2));
	EXPECT_EQ(take_log(), "value 1 0x2\033[0m\n");

	Genode::warning("careful");
	EXPECT_EQ(take_log(), "\033[34mWarning: careful\033[0m\n");

	Genode::error("failed");
	EXPECT_EQ(take_log(), "\033[31mError: failed\033[0m\n");

	Genode::log("");
	EXPECT_EQ(take_log(), "\033[0m\n");

	Genode::raw("low ", "level");
	EXPECT_EQ(take_raw(), "\033[32mKernel: low level\033[0m\n");
}


TEST(Log, survives_a_print_method_that_throws)
{
	EXPECT_THROW(Genode::log("a", Unprintable()), Not_printed);
	take_log();

	/* the lock is free */
	Genode::log("b");
	EXPECT_EQ(take_log(), "b\033[0m\n");
}


TEST(Log, accepts_arguments_of_any_kind)
{
	char  const constant[] = "constant";
	Point       point { 3, 4 };
	unsigned char byte = 5;

	take_log();
	Genode::log(constant, " ", point, " ", byte, " ", (char const *)"p", ' ');
	EXPECT_EQ(take_log(), "constant (3,4) 5 p32\033[0m\n");
}


TEST(Printf, writes_to_the_log)
{
	take_log();

	Genode::printf("%d %s\n", 12, "text");
	EXPECT_EQ(take_log(), "12 text\n");

	PLOG("no arguments");
	EXPECT_EQ(take_log(), "\033[33mno arguments\033[0m\n");

	PINF("%d", 1);  EXPECT_EQ(take_log(), "\033[32m1\033[0m\n");
	PWRN("%d", 2);  EXPECT_EQ(take_log(), "\033[34m2\033[0m\n");
	PERR("%d", 3);  EXPECT_EQ(take_log(), "\033[31m3\033[0m\n");

	PDBG("%d", 4);
	std::string const text = take_log();
	EXPECT_NE(text.find("TestBody"), std::string::npos);
	EXPECT_NE(text.find(": \033[33m4\033[0m\n"), std::string::npos);
}
