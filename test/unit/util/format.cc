/*
 * \brief  Tests of format strings
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <climits>
#include <cstdarg>
#include <cstring>
#include <vector>

#include <gtest/gtest.h>

#include <base/console.h>
#include <base/snprintf.h>

#include <support.h>

using namespace Util_test;

namespace {

	/**
	 * Console that overrides nothing but what it has to
	 */
	struct Text_console : Genode::Console
	{
		std::string text { };

		void _out_char(char c) override { text += c; }
	};

	/**
	 * Text that the console produces
	 */
	template <typename... ARGS>
	std::string formatted(char const *format, ARGS... args)
	{
		Text_console console;
		console.printf(format, args...);
		return console.text;
	}

	/**
	 * Text that the C library produces
	 */
	template <typename... ARGS>
	std::string expected(char const *format, ARGS... args)
	{
		char buf[4096];
		int const len = ::snprintf(buf, sizeof(buf), format, args...);
		return std::string(buf, (std::size_t)len);
	}

	template <typename... ARGS>
	void compare(std::string const &format, ARGS... args)
	{
		EXPECT_EQ(formatted(format.c_str(), args...), expected(format.c_str(), args...)) << format;
	}

	/**
	 * All combinations of the given flags
	 */
	std::vector<std::string> combinations(std::string const &flags)
	{
		std::vector<std::string> result;
		for (unsigned mask = 0; mask < 1u << flags.size(); mask++) {
			result.push_back("");
			for (unsigned i = 0; i < flags.size(); i++)
				if (mask & 1u << i)
					result.back() += flags[i];
		}
		return result;
	}

	/* call 'fn' with the part of a directive in front of the length modifier */
	void for_each_prefix(std::string const &flags, auto const &fn)
	{
		for (std::string const &flag : combinations(flags))
			for (char const *width : { "", "1", "5", "12", "40" })
				for (char const *precision : { "", ".", ".0", ".1", ".6", ".33" })
					fn("%" + flag + width + precision);
	}
}


TEST(Console, formats_signed_integers_like_libc)
{
	for_each_prefix("-+ 0", [] (std::string const &prefix) {
		for (char const *conversion : { "d", "i" }) {

			for (int value : { 0, 1, -1, 42, -12345, INT_MAX, INT_MIN }) {
				compare(prefix + conversion, value);
				compare(prefix + "h"  + conversion, (short)value);
				compare(prefix + "hh" + conversion, (signed char)value);
			}
			for (long value : { 0L, 7L, -7L, LONG_MAX, LONG_MIN }) {
				compare(prefix + "l" + conversion, value);
				compare(prefix + "z" + conversion, value);
				compare(prefix + "t" + conversion, value);
				compare(prefix + "j" + conversion, value);
				compare(prefix + "ll" + conversion, (long long)value);
			}
		} });
}


TEST(Console, formats_unsigned_integers_like_libc)
{
	for (char const *conversion : { "u", "x", "X", "o" }) {

		for_each_prefix(*conversion == 'u' ? "-0" : "-0#", [&] (std::string const &prefix) {

			for (unsigned value : { 0u, 1u, 8u, 0xbeefu, UINT_MAX }) {
				compare(prefix + conversion, value);
				compare(prefix + "h"  + conversion, (unsigned short)value);
				compare(prefix + "hh" + conversion, (unsigned char)value);
			}
			for (unsigned long value : { 0UL, 9UL, ULONG_MAX }) {
				compare(prefix + "l"  + conversion, value);
				compare(prefix + "z"  + conversion, value);
				compare(prefix + "ll" + conversion, (unsigned long long)value);
			} });
	}
}


TEST(Console, formats_text_like_libc)
{
	for_each_prefix("-", [] (std::string const &prefix) {
		for (char const *text : { "", "a", "abcdefghij" })
			compare(prefix + "s", text);
	});

	for (char const *format : { "%c", "%5c", "%-5c", "%1c" }) {
		compare(format, 'x');
		compare(format, 0);
		compare(format, 256 + 'y');
	}

	for (char const *format : { "%p", "%20p", "%-20p" })
		compare(format, (void *)0x1234abcd);

	compare("plain", 0);
	compare("%%", 0);
	compare("100%% of %d%s", 3, "x");
	compare("%s %d %lx %c|", "a", -1, 2L, 'b');
}


TEST(Console, takes_width_and_precision_from_arguments)
{
	for (int width : { 0, 1, 10, -10 })
		for (int precision : { -1, 0, 3, 12 }) {
			compare("%*d", width, 42);
			compare("%.*d", precision, 42);
			compare("%*.*d|%s", width, precision, 42, "tail");
			compare("%*.*s|%d", width, precision, "abcdef", 3);
			compare("%-*c|", width, 'x');
		}
}


TEST(Console, precision_bounds_the_access_to_a_string)
{
	Tight_text const text("abc");

	EXPECT_EQ(formatted("%.3s", text.start()), "abc");
	EXPECT_EQ(formatted("%.2s", text.start()), "ab");
	EXPECT_EQ(formatted("%5.3s", text.start()), "  abc");
}


TEST(Console, treats_special_cases_in_its_own_way)
{
	EXPECT_EQ(formatted("%s", (char const *)nullptr), "<NULL>");
	EXPECT_EQ(formatted("%8s", (char const *)nullptr), "  <NULL>");
	EXPECT_EQ(formatted("%p", (void *)nullptr), "0x0");
	EXPECT_EQ(formatted("%08p", (void *)0x12), "0x000012");

	Text_console console;
	va_list      no_args { };
	char const  *no_format = nullptr;
	console.vprintf(no_format, no_args);
	EXPECT_EQ(console.text, "");
}


TEST(Console, prints_unsupported_directives_as_they_stand)
{
	for (char const *format : { "%", "%5", "%-", "%.", "%l", "%ll", "%hh", "%f", "%k", "%5.3e",
	                            "%n", "% ", "abc%" })
		EXPECT_EQ(formatted(format, 1), format);

	/* no argument gets lost */
	std::string const format = "%k %d";
	EXPECT_EQ(formatted(format.c_str(), 7), "%k 7");
}


TEST(Console, limits_width_and_precision)
{
	EXPECT_EQ(formatted("%99999999999d", 1).size(), 65536u);
	EXPECT_EQ(formatted("%.99999999999d", 1).size(), 65536u);
	EXPECT_EQ(formatted("%*d", INT_MIN, 1).size(), 65536u);
	EXPECT_EQ(formatted("%*d", INT_MAX, 1).size(), 65536u);
	EXPECT_EQ(formatted("%.*d", INT_MIN, 1), "1");
}


TEST(Console, survives_random_formats)
{
	Random random(43);

	for (unsigned round = 0; round < 20000; round++) {

		std::string format(random() % 12, ' ');
		for (char &c : format)
			c = "%%-+ #0123.hlzduxXopci"[random() % 22];

		/* all arguments are integers, which suits all these directives */
		formatted(format.c_str(), 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
	}
}


TEST(Snprintf, truncates_and_terminates)
{
	char const * const text = "value 1234";

	for (std::size_t size = 0; size < 16; size++) {

		auto const buf = std::make_unique<char[]>(size + 1);
		buf[size] = 'x';

		int const len = Genode::snprintf(buf.get(), size, "value %d", 1234);

		EXPECT_EQ(len, size ? (int)std::min(size - 1, strlen(text)) : 0);
		EXPECT_EQ(buf[size], 'x');
		EXPECT_EQ(std::string(buf.get(), (std::size_t)len),
		          std::string(text).substr(0, size ? size - 1 : 0));
		EXPECT_EQ(buf[(std::size_t)len], size ? 0 : 'x');
	}

	EXPECT_EQ(Genode::snprintf(nullptr, 10, "%d", 1), 0);
}


TEST(String_console, collects_text)
{
	char buf[10];

	Genode::String_console console(buf, sizeof(buf));
	EXPECT_STREQ(buf, "");
	EXPECT_EQ(console.len(), 0u);

	console.printf("%d", 12);
	console.printf("%s", "ab");
	console._out_char('-');
	EXPECT_STREQ(buf, "12ab-");
	EXPECT_EQ(console.len(), 5u);

	console.printf("%s", "cdefghi");
	EXPECT_STREQ(buf, "12ab-cdef");
	EXPECT_EQ(console.len(), 9u);
}
