/*
 * \brief  Tests of the access to argument strings
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <climits>
#include <cstring>
#include <vector>

#include <gtest/gtest.h>

#include <util/arg_string.h>

#include <support.h>

using Genode::Arg;
using Genode::Arg_string;
using Util_test::Random;

namespace {

	unsigned long ulong_value(char const *value)
	{
		std::string const args = std::string("key=") + value;
		return Arg_string::find_arg(args.c_str(), "key").ulong_value(77);
	}

	long long_value(char const *value)
	{
		std::string const args = std::string("key=") + value;
		return Arg_string::find_arg(args.c_str(), "key").long_value(77);
	}

	std::string string_value(char const *args, char const *key, size_t len = 64)
	{
		char buf[64];
		std::memset(buf, 'x', sizeof(buf));
		Arg_string::find_arg(args, key).string(buf, len, "default");
		return buf;
	}
}


TEST(Arg_string, finds_arguments)
{
	char const * const args = "ram_quota=4K, label=\"init -> a, b=c\",flag = yes ,  last=x1";

	EXPECT_EQ(Arg_string::find_arg(args, "ram_quota").ulong_value(0), 4096u);
	EXPECT_EQ(string_value(args, "label"), "init -> a, b=c");
	EXPECT_EQ(string_value(args, "last"), "x1");
	EXPECT_TRUE(Arg_string::find_arg(args, "flag").bool_value(false));

	/* neither a part of a key, nor of a value, nor an inner key */
	for (char const *key : { "ram", "quota", "ram_quota_", "b", "init", "x1", "", "4K" }) {
		EXPECT_FALSE(Arg_string::find_arg(args, key).valid()) << key;
		EXPECT_EQ(string_value(args, key), "default") << key;
	}

	EXPECT_FALSE(Arg_string::find_arg(nullptr, "x").valid());
	EXPECT_FALSE(Arg_string::find_arg("x=1", nullptr).valid());
}


TEST(Arg_string, first_argument_tells_its_key)
{
	char key[16];

	Arg const arg = Arg_string::first_arg("first=1, second=2");
	arg.key(key, sizeof(key));
	EXPECT_STREQ(key, "first");
	EXPECT_EQ(arg.ulong_value(0), 1u);

	EXPECT_FALSE(Arg_string::first_arg("").valid());
	EXPECT_FALSE(Arg().valid());
}


TEST(Arg, reads_unsigned_integers)
{
	EXPECT_EQ(ulong_value("0"), 0u);
	EXPECT_EQ(ulong_value("12"), 12u);
	EXPECT_EQ(ulong_value("+12"), 12u);
	EXPECT_EQ(ulong_value("3K"), 3072u);
	EXPECT_EQ(ulong_value("3M"), 3u << 20);
	EXPECT_EQ(ulong_value("3G"), 3ul << 30);
	EXPECT_EQ(ulong_value("0x1f"), 31u);
	EXPECT_EQ(ulong_value("18446744073709551615"), ULONG_MAX);
	EXPECT_EQ(ulong_value(" 5 "), 5u);
	EXPECT_EQ(ulong_value("5,6"), 5u);

	for (char const *value : { "", "-1", "x", "12th", "1.5", "5 6", "5;", "--5",
	                           "18446744073709551616", "17179869184G", "\"5\"",
	                           "0x", "5 \"", "K" })
		EXPECT_EQ(ulong_value(value), 77u) << value;
}


TEST(Arg, reads_signed_integers)
{
	EXPECT_EQ(long_value("12"), 12);
	EXPECT_EQ(long_value("-12"), -12);
	EXPECT_EQ(long_value("- 12"), -12);
	EXPECT_EQ(long_value("-2K"), -2048);
	EXPECT_EQ(long_value("9223372036854775807"), LONG_MAX);
	EXPECT_EQ(long_value("-9223372036854775808"), LONG_MIN);

	for (char const *value : { "9223372036854775808", "-9223372036854775809", "x", "-", "" })
		EXPECT_EQ(long_value(value), 77) << value;
}


TEST(Arg, reads_booleans)
{
	auto value = [] (char const *args, bool default_value) {
		return Arg_string::find_arg(args, "k").bool_value(default_value); };

	for (bool d : { false, true }) {

		for (char const *args : { "k=yes", "k=true", "k=on", "k=1", "k=\"yes\"", "k=\"1\"", "k=42", "k=-1" })
			EXPECT_TRUE(value(args, d)) << args;

		for (char const *args : { "k=no", "k=false", "k=off", "k=0", "k=\"no\"", "k=\"false\"" })
			EXPECT_FALSE(value(args, d)) << args;

		for (char const *args : { "", "k", "k=", "k=maybe", "k=yess", "k=\"yes", "k=\"\"", "k=no_", "other=yes" })
			EXPECT_EQ(value(args, d), d) << args;
	}
}


TEST(Arg, reads_strings)
{
	char const * const args = "a=word, b=\"two words\", c=\"say \\\"hi\\\"\", d=12, e=, f=\"\"";

	EXPECT_EQ(string_value(args, "a"), "word");
	EXPECT_EQ(string_value(args, "b"), "two words");
	EXPECT_EQ(string_value(args, "c"), "say \"hi\"");
	EXPECT_EQ(string_value(args, "d"), "default");
	EXPECT_EQ(string_value(args, "e"), "default");
	EXPECT_EQ(string_value(args, "f"), "");

	/* truncation */
	EXPECT_EQ(string_value(args, "a", 3), "wo");
	EXPECT_EQ(string_value(args, "b", 5), "two ");
	EXPECT_EQ(string_value(args, "c", 6), "say \"");
	EXPECT_EQ(string_value(args, "e", 4), "def");
	EXPECT_EQ(string_value(args, "b", 1), "");

	char untouched = 'x';
	Arg_string::find_arg(args, "a").string(&untouched, 0, "default");
	EXPECT_EQ(untouched, 'x');

	char buf[8] { 'x' };
	Arg_string::find_arg(args, "missing").string(buf, sizeof(buf), nullptr);
	EXPECT_STREQ(buf, "");
}


TEST(Arg_string, copes_with_malformed_strings)
{
	for (char const *args : { ",", "=", ",,,", "=,=,=", "a", "a,", "a=", "a==", "a=,", "=a",
	                          "\"", "\"a\"", "a=\"", "a=\"b", "a=\"b\\\"", "a=\"b, c=d",
	                          "a=b=c", "a b", "1=2", "a=b c=d", "   ", " , a", "a\x80=1" }) {

		for (char const *key : { "a", "b", "c", "" }) {

			Arg const arg = Arg_string::find_arg(args, key);

			char buf[8];
			arg.key(buf, sizeof(buf));
			arg.string(buf, sizeof(buf), "default");
			(void)arg.ulong_value(0);
			(void)arg.long_value(0);
			(void)arg.bool_value(false);

			char copy[32];
			Genode::strncpy(copy, args, sizeof(copy));
			EXPECT_TRUE(Arg_string::remove_arg(copy, key));
			EXPECT_LE(strlen(copy), strlen(args));

			Genode::strncpy(copy, args, sizeof(copy));
			Arg_string::set_arg(copy, sizeof(copy), key, "value");
		}
	}

	/* what follows an incomplete string is not found */
	EXPECT_FALSE(Arg_string::find_arg("a=\"b, c=d", "c").valid());
	EXPECT_EQ(string_value("a=\"b, c=d", "a"), "default");
}


TEST(Arg_string, removes_arguments)
{
	auto removed = [] (char const *args, char const *key) {
		std::string buf(args);
		EXPECT_TRUE(Arg_string::remove_arg(buf.data(), key));
		return std::string(buf.c_str()); };

	EXPECT_EQ(removed("a=1, b=\"x, y\", c=3", "a"), "b=\"x, y\", c=3");
	EXPECT_EQ(removed("a=1, b=\"x, y\", c=3", "b"), "a=1, c=3");
	EXPECT_EQ(removed("a=1, b=\"x, y\", c=3", "c"), "a=1, b=\"x, y\"");
	EXPECT_EQ(removed("a=1, b=\"x, y\", c=3", "d"), "a=1, b=\"x, y\", c=3");
	EXPECT_EQ(removed("a=1", "a"), "");
	EXPECT_EQ(removed("", "a"), "");
	EXPECT_EQ(removed("a=1, b=2,", "b"), "a=1");

	/* the first one of equal keys */
	EXPECT_EQ(removed("a=1, a=2", "a"), "a=2");

	char args[] = "a=1";
	EXPECT_FALSE(Arg_string::remove_arg(nullptr, "a"));
	EXPECT_FALSE(Arg_string::remove_arg(args, nullptr));
}


TEST(Arg_string, adds_and_sets_arguments)
{
	char args[64] { };

	EXPECT_TRUE(Arg_string::add_arg(args, sizeof(args), "a", "x"));
	EXPECT_TRUE(Arg_string::set_arg(args, sizeof(args), "n", 7));
	EXPECT_TRUE(Arg_string::set_arg(args, sizeof(args), "m", -7));
	EXPECT_STREQ(args, "a=x, n=7, m=-7");

	EXPECT_TRUE(Arg_string::set_arg(args, sizeof(args), "n", LONG_MIN));
	EXPECT_TRUE(Arg_string::set_arg(args, sizeof(args), "m", ULONG_MAX));
	EXPECT_TRUE(Arg_string::set_arg(args, sizeof(args), "a", 3u));
	EXPECT_STREQ(args, "n=-9223372036854775808, m=18446744073709551615, a=3");

	char label[32] { };
	EXPECT_TRUE(Arg_string::set_arg_string(label, sizeof(label), "label", "a -> b"));
	EXPECT_STREQ(label, "label=\"a -> b\"");
	EXPECT_TRUE(Arg_string::set_arg_string(label, sizeof(label), "label", "say \\\"x\\\""));
	EXPECT_EQ(string_value(label, "label"), "say \"x\"");

	EXPECT_TRUE(Arg_string::add_arg(label, sizeof(label), "n", "1", Arg::Token::IDENT));
	EXPECT_EQ(Arg_string::find_arg(label, "n").ulong_value(0), 1u);
}


TEST(Arg_string, never_exceeds_the_buffer)
{
	for (unsigned size = 1; size < 20; size++) {

		auto const buf = std::make_unique<char[]>(size);
		Genode::strncpy(buf.get(), "abc", size);
		std::string const orig = buf.get();

		bool const added = Arg_string::add_arg(buf.get(), size, "key", "v");

		EXPECT_EQ(added, size > strlen("abc, key=v"));
		EXPECT_EQ(buf.get(), added ? orig + ", key=v" : orig);
	}
}


TEST(Arg_string, refuses_what_cannot_be_quoted)
{
	char args[32] = "a=1";

	for (char const *value : { "\"", "a\"b", "a\\", "\\\\" }) {
		EXPECT_FALSE(Arg_string::add_arg(args, sizeof(args), "b", value, Arg::Token::STRING)) << value;
		EXPECT_STREQ(args, "a=1");
	}

	EXPECT_FALSE(Arg_string::add_arg(args, sizeof(args), "b", nullptr));
	EXPECT_FALSE(Arg_string::add_arg(args, sizeof(args), nullptr, "v"));
	EXPECT_FALSE(Arg_string::add_arg(nullptr, 32, "b", "v"));
	EXPECT_STREQ(args, "a=1");
}


TEST(Arg_string, behaves_like_a_list_of_pairs)
{
	Random random(5);

	char        buf[128] { };
	std::vector<std::pair<std::string, std::string>> pairs;

	auto joined = [&] {
		std::string text;
		for (auto const &[key, value] : pairs)
			text += (text.empty() ? "" : ", ") + key + "=\"" + value + "\"";
		return text; };

	for (unsigned step = 0; step < 20000; step++) {

		std::string const key(1, (char)('a' + random() % 6));

		auto const same = [&] (auto const &p) { return p.first == key; };

		if (random() % 4 == 0) {
			Arg_string::remove_arg(buf, key.c_str());
			std::erase_if(pairs, same);
		} else {
			std::string value(random() % 24, ' ');
			for (char &c : value)
				c = "x y,=9"[random() % 6];

			std::erase_if(pairs, same);
			pairs.push_back({ key, value });

			bool const fits = joined().size() < sizeof(buf);
			if (!fits)
				pairs.pop_back();

			EXPECT_EQ(Arg_string::set_arg_string(buf, sizeof(buf), key.c_str(), value.c_str()), fits);
		}
		ASSERT_EQ(buf, joined());

		for (auto const &[k, v] : pairs)
			ASSERT_EQ(string_value(buf, k.c_str()), v);
	}
}
