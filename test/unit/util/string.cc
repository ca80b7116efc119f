/*
 * \brief  Tests of memory and string utilities
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstring>
#include <vector>

#include <gtest/gtest.h>

#include <util/print_lines.h>
#include <util/string.h>

#include <support.h>

using namespace Util_test;
using Genode::Cstring;
using Genode::String;

static int sign(int value) { return (value > 0) - (value < 0); }


TEST(Memory, copies)
{
	Random random(23);

	for (std::size_t size = 0; size < 200; size++) {

		std::vector<char> src(size + 1), dst(size + 1, 'x');
		for (char &c : src)
			c = (char)random();

		EXPECT_EQ(Genode::memcpy(dst.data(), src.data(), size), dst.data());
		EXPECT_EQ(memcmp(dst.data(), src.data(), size), 0);
		EXPECT_EQ(dst[size], 'x');
	}

	/* copies of constant size are expanded in place */
	char const  src[] { "0123456789abcdef0123456789abcdef" };
	char        dst[sizeof(src)] { };
	Genode::memcpy(dst, src, 1);   EXPECT_STREQ(dst, "0");
	Genode::memcpy(dst, src, 17);  EXPECT_STREQ(dst, "0123456789abcdef0");
	Genode::memcpy(dst, src, 32);  EXPECT_STREQ(dst, src);
	Genode::memcpy(dst, "", 0);    EXPECT_STREQ(dst, src);
}


TEST(Memory, moves_like_libc)
{
	Random random(29);

	for (unsigned round = 0; round < 5000; round++) {

		std::vector<char> expected(64);
		for (char &c : expected)
			c = (char)random();

		std::vector<char> moved = expected;

		std::size_t const src = random() % 64, dst = random() % 64,
		                  len = random() % (64 - std::max(src, dst) + 1);

		memmove(expected.data() + dst, expected.data() + src, len);

		EXPECT_EQ(Genode::memmove(moved.data() + dst, moved.data() + src, len), moved.data() + dst);
		ASSERT_EQ(moved, expected);
	}
}


TEST(Memory, fills_and_compares)
{
	for (std::size_t size = 0; size < 100; size++) {

		std::vector<unsigned char> mem(size + 1, 1);
		EXPECT_EQ(Genode::memset(mem.data(), 0x1fe, size), mem.data());

		for (std::size_t i = 0; i < size; i++)
			EXPECT_EQ(mem[i], 0xfe);
		EXPECT_EQ(mem[size], 1);
	}

	EXPECT_EQ(Genode::memcmp("abc", "abd", 2), 0);
	EXPECT_LT(Genode::memcmp("abc", "abd", 3), 0);
	EXPECT_GT(Genode::memcmp("\x80", "\x7f", 1), 0);
	EXPECT_EQ(Genode::memcmp("x", "y", 0), 0);
}


TEST(String_functions, compare_like_libc)
{
	char const * const strings[] { "", "a", "ab", "abc", "abd", "b", "\x80", "ab\xff" };

	for (char const *s1 : strings) {

		EXPECT_EQ(Genode::strlen(s1), strlen(s1));

		for (char const *s2 : strings) {
			EXPECT_EQ(sign(Genode::strcmp(s1, s2)), sign(strcmp(s1, s2)));
			for (std::size_t len = 0; len < 5; len++)
				EXPECT_EQ(sign(Genode::strcmp(s1, s2, len)), sign(strncmp(s1, s2, len)));
		}
	}
	EXPECT_EQ(Genode::strlen(nullptr), 0u);
}


TEST(String_functions, strncpy_terminates)
{
	for (std::size_t n = 0; n < 8; n++) {

		char buf[9] = "xxxxxxxx";
		EXPECT_EQ(Genode::strncpy(buf, "abcd", n), buf);

		std::size_t const len = n ? std::min(n - 1, std::size_t(4)) : 0;
		EXPECT_EQ(std::string(buf, len), std::string("abcd").substr(0, len));
		EXPECT_EQ(buf[len], n ? 0 : 'x');

		/* the rest is left as it is */
		for (std::size_t i = n ? len + 1 : 0; i < 8; i++)
			EXPECT_EQ(buf[i], 'x');
	}

	/* no access behind the copied part of the source */
	Tight_text const text("abc");
	char buf[4];
	EXPECT_STREQ(Genode::strncpy(buf, text.start(), 4), "abc");
}


TEST(String_functions, classify_characters)
{
	for (int i = 0; i < 256; i++) {

		char const c = (char)i;

		EXPECT_EQ(Genode::is_letter(c), i < 128 && isalpha(i));
		EXPECT_EQ(Genode::is_digit(c), isdigit(i) != 0);
		EXPECT_EQ(Genode::is_digit(c, true), isxdigit(i) != 0);
		EXPECT_EQ(Genode::is_whitespace(c), c == ' ' || c == '\t' || c == '\n' || c == '\r');

		std::string const text(1, c);
		EXPECT_EQ(Genode::digit(c), isdigit(i) ? std::stoi(text) : -1);
		EXPECT_EQ(Genode::digit(c, true), isxdigit(i) ? std::stoi(text, nullptr, 16) : -1);
	}
}


TEST(String_functions, unpack_string)
{
	auto unpacked = [] (char const *src, int len) {
		char buf[32] = "untouched";
		int const result = Genode::unpack_string(src, buf, len);
		return std::pair(result, std::string(buf)); };

	typedef std::pair<int, std::string> Result;

	EXPECT_EQ(unpacked("\"\"", 32),              Result(0, ""));
	EXPECT_EQ(unpacked("\"abc\"def", 32),        Result(3, "abc"));
	EXPECT_EQ(unpacked("\"abc", 32),             Result(3, "abc"));
	EXPECT_EQ(unpacked("\"a\\\"b\\\"\"", 32),    Result(4, "a\"b\""));
	EXPECT_EQ(unpacked("\"a\\b\\\\\"", 32),      Result(5, "a\\b\\\""));
	EXPECT_EQ(unpacked("\"\\", 32),              Result(1, "\\"));
	EXPECT_EQ(unpacked("\"abc\"", 3),            Result(2, "ab"));
	EXPECT_EQ(unpacked("\"\\\"\\\"\\\"\"", 3),   Result(2, "\"\""));
	EXPECT_EQ(unpacked("\"abc\"", 1),            Result(0, ""));
	EXPECT_EQ(unpacked("abc", 32),               Result(-1, "untouched"));
	EXPECT_EQ(unpacked("", 32),                  Result(-1, "untouched"));
	EXPECT_EQ(unpacked("\"abc\"", 0),            Result(-1, "untouched"));
	EXPECT_EQ(unpacked("\"abc\"", -5),           Result(-1, "untouched"));
}


TEST(Cstring, ends_at_the_zero_or_the_limit)
{
	Tight_text const text("abc");

	EXPECT_EQ(printed(Cstring(text.start(), 3)), "abc");
	EXPECT_EQ(printed(Cstring(text.start(), 2)), "ab");
	EXPECT_EQ(printed(Cstring("ab\0c", 4)), "ab");
	EXPECT_EQ(printed(Cstring("abc")), "abc");
	EXPECT_EQ(Cstring("abc", 100).length(), 3u);
	EXPECT_EQ(Cstring("abc").length(), 3u);
	EXPECT_EQ(Cstring(nullptr).length(), 0u);
	EXPECT_EQ(Cstring(nullptr, 5).length(), 0u);
}


TEST(String, is_invalid_by_default)
{
	String<8> const s;

	EXPECT_FALSE(s.valid());
	EXPECT_EQ(s.length(), 0u);
	EXPECT_STREQ(s.string(), "");
	EXPECT_EQ(printed(s), "");
	EXPECT_TRUE(s == "");
}


TEST(String, concatenates_its_arguments)
{
	EXPECT_STREQ((String<32>("a", 1, "b", Cstring("cde", 2), -3, true).string()), "a1bcd-31");
	EXPECT_STREQ((String<8>(42).string()), "42");
	EXPECT_STREQ((String<8>(Genode::Hex(255)).string()), "0xff");

	char buffer[8] = "buf";
	EXPECT_STREQ((String<8>(buffer).string()), "buf");
	EXPECT_STREQ((String<8>(Cstring(buffer), 1).string()), "buf1");

	EXPECT_EQ((String<8>("abc").length()), 4u);
	EXPECT_EQ((String<8>("").length()), 1u);
	EXPECT_TRUE(String<8>("").valid());
	EXPECT_STREQ((String<8>((char const *)nullptr).string()), "");
}


TEST(String, truncates)
{
	EXPECT_STREQ((String<4>("abcdef").string()), "abc");
	EXPECT_EQ   ((String<4>("abcdef").length()), 4u);
	EXPECT_STREQ((String<4>("ab", 123).string()), "ab1");
	EXPECT_EQ   ((String<4>("ab", 123).length()), 4u);
	EXPECT_STREQ((String<1>("abc").string()), "");
	EXPECT_TRUE (String<1>("abc").valid());

	String<8> const longer("abcdefg");
	String<4> const shorter(longer);
	EXPECT_STREQ(shorter.string(), "abc");
	EXPECT_EQ(shorter.length(), 4u);
	EXPECT_EQ(String<4>::capacity(), 4u);
	EXPECT_EQ(String<4>::size(), 4u);
}


TEST(String, is_copied_and_assigned)
{
	String<8> a("abc");
	String<8> b(a);
	String<8> c;
	c = a;
	a = "x";

	String<16> d(b);
	String<16> e;
	e = c;

	EXPECT_TRUE(b == "abc");
	EXPECT_TRUE(c == "abc");
	EXPECT_TRUE(d == "abc");
	EXPECT_TRUE(e == "abc");
	EXPECT_TRUE(a == "x");
}


TEST(String, compares)
{
	String<8> const  abc("abc");
	String<16> const other("abd");

	EXPECT_TRUE (abc == "abc");
	EXPECT_TRUE ("abc" == abc);
	EXPECT_FALSE(abc != "abc");
	EXPECT_TRUE (abc != "ab");
	EXPECT_TRUE (abc != "abcd");
	EXPECT_FALSE(abc == other);
	EXPECT_TRUE (abc != other);
	EXPECT_TRUE (other > abc);
	EXPECT_FALSE(abc > other);
	EXPECT_FALSE(abc > abc);
	EXPECT_TRUE (abc == String<4>("abc"));
}


TEST(String, content_from_a_message_is_checked)
{
	struct Raw { char buf[8]; std::size_t length; };

	auto check = [] (Raw const &raw, bool valid) {
		auto const message = std::make_unique<Raw>(raw);

		static_assert(sizeof(String<8>) == sizeof(Raw));
		auto const &s = *reinterpret_cast<String<8> const *>(message.get());

		EXPECT_EQ(s.valid(), valid) << raw.length;
		EXPECT_STREQ(s.string(), valid ? raw.buf : "");
	};

	check({ "abc", 4 }, true);
	check({ "abc", 3 }, false);
	check({ "abc", 0 }, false);
	check({ "abc", ~0UL }, false);
	check({ { 'a','b','c','d','e','f','g','h' }, 8 }, false);
	check({ { 'a','b','c','d','e','f','g','h' }, 9 }, false);
}


TEST(Buffer_output, drops_what_does_not_fit)
{
	char buf[8] = "xxxxxxx";

	Genode::Buffer_output output(buf, 4);
	EXPECT_STREQ(buf, "");

	Genode::print(output, "ab", 1, "cd");
	EXPECT_STREQ(buf, "ab1");
	EXPECT_EQ(output.length(), 3u);
	EXPECT_EQ(buf[4], 'x');
}


TEST(Print_lines, removes_the_indentation)
{
	auto lines = [] (char const *text, std::size_t len = ~0UL) {
		std::vector<std::string> result;
		Genode::print_lines<8>(text, std::min(len, strlen(text)), [&] (char const *line) {
			result.push_back(line); });
		return result; };

	typedef std::vector<std::string> Lines;

	EXPECT_EQ(lines("\n\n\t\ta\n\t\t\tb\n\tc\nd"), (Lines { "a", "\tb", "c", "d" }));
	EXPECT_EQ(lines("a\n\nb\n"),                  (Lines { "a", "", "b" }));
	EXPECT_EQ(lines("a long line\nb"),            (Lines { "a long ", "b" }));
	EXPECT_EQ(lines("  1234567\n  12345678"),     (Lines { "1234567", "1234567" }));
	EXPECT_EQ(lines("a\nb", 2),                   (Lines { "a" }));
	EXPECT_EQ(lines("a\nb", 1),                   (Lines { "a" }));
	EXPECT_EQ(lines(""),                          (Lines { }));
	EXPECT_EQ(lines("\n\n"),                      (Lines { }));
}


TEST(Print_lines, stays_within_the_text)
{
	for (char const *content : { "", "\n", "  ", "a", " a\n b", "a\n", "\t\n" }) {

		Tight_text const text(content);
		std::string all;

		Genode::print_lines<100>(text.start(), text.len(), [&] (char const *line) { all += line; });
		EXPECT_LE(all.size(), text.len());
	}
}
