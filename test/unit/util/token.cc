/*
 * \brief  Tests of the division of text into tokens
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <vector>

#include <gtest/gtest.h>

#include <util/token.h>

#include <support.h>

using namespace Util_test;

namespace {

	typedef Genode::Token<Genode::Scanner_policy_identifier_with_underline> Token;

	/* all characters but the separator belong to an element of a path */
	struct Scanner_policy_path
	{
		static bool identifier_char(char c, unsigned) { return c && c != '/'; }
	};

	/* identifiers have at most three characters */
	struct Scanner_policy_short
	{
		static bool identifier_char(char c, unsigned i) {
			return Genode::is_letter(c) && i < 3; }
	};

	template <typename TOKEN>
	std::string text_of(TOKEN const &t) { return std::string(t.start(), t.len()); }

	struct Item
	{
		Token::Type type;
		std::string text;

		bool operator == (Item const &) const = default;
	};

	std::vector<Item> items(Token t)
	{
		std::vector<Item> result;
		for (; t; t = t.next())
			result.push_back({ t.type(), text_of(t) });
		return result;
	}
}


TEST(Token, knows_the_types)
{
	auto const expected = std::vector<Item> {
		{ Token::IDENT,      "_ab1"          },
		{ Token::SINGLECHAR, "="             },
		{ Token::NUMBER,     "12"            },
		{ Token::IDENT,      "K"             },
		{ Token::SINGLECHAR, ","             },
		{ Token::WHITESPACE, " \t\r\n"       },
		{ Token::STRING,     "\"x \\\" y\""  },
		{ Token::SINGLECHAR, "-"             },
		{ Token::SINGLECHAR, "\xe4"          } };

	char const * const text = "_ab1=12K, \t\r\n\"x \\\" y\"-\xe4";

	EXPECT_EQ(items(Token(text)), expected);
	EXPECT_EQ(items(Token(text, 100)), expected);
}


TEST(Token, ends_at_the_limit)
{
	for (char const *text : { "abcdef", "123456", "      ", "\"abcd\"", "\"\\\"\\\"\"", "=,<>=," }) {

		for (std::size_t len = 0; len <= 6; len++) {

			Tight_text const tight { std::string_view(text, len) };

			std::string all;
			for (auto const &item : items(Token(tight.start(), tight.len())))
				all += item.text;

			/* only an incomplete string is missing */
			std::string const expected = *text == '"' && len < 6 ? "" : std::string(text, len);
			EXPECT_EQ(all, expected);
		}
	}
}


TEST(Token, incomplete_string_ends_the_text)
{
	for (char const *text : { "\"", "\"abc", "\"abc\\\"", "\"\\\"" }) {

		Token const t(text);

		EXPECT_FALSE(t.valid()) << text;
		EXPECT_EQ(t.type(), Token::END) << text;
		EXPECT_EQ(t.len(), 0u) << text;
		EXPECT_FALSE(t.next().valid()) << text;
	}

	/* an empty string is complete */
	EXPECT_EQ(Token("\"\"").type(), Token::STRING);
	EXPECT_EQ(Token("\"\"").len(), 2u);
}


TEST(Token, is_invalid_for_no_text)
{
	EXPECT_FALSE(Token().valid());
	EXPECT_FALSE(Token(nullptr).next().valid());
	EXPECT_FALSE(Token("").valid());
	EXPECT_FALSE(Token("abc", 0).valid());
	EXPECT_FALSE((bool)Token().eat_whitespace());
	EXPECT_EQ(Token()[0], 0);
	EXPECT_EQ(Token().type(), Token::END);
}


TEST(Token, provides_its_characters)
{
	Token const t("name=value");

	EXPECT_EQ(t[0], 'n');
	EXPECT_EQ(t[3], 'e');
	EXPECT_EQ(t[4], 0);
	EXPECT_EQ(t[-1], 0);

	char buf[16];
	t.string(buf, sizeof(buf)); EXPECT_STREQ(buf, "name");
	t.string(buf, 5);           EXPECT_STREQ(buf, "name");
	t.string(buf, 4);           EXPECT_STREQ(buf, "nam");
	t.string(buf, 1);           EXPECT_STREQ(buf, "");

	buf[0] = 'x';
	t.string(buf, 0);
	EXPECT_EQ(buf[0], 'x');

	Token().string(buf, sizeof(buf));
	EXPECT_STREQ(buf, "");
}


TEST(Token, eats_whitespace)
{
	Token const t(" \n x");

	EXPECT_EQ(text_of(t.eat_whitespace()), "x");
	EXPECT_EQ(text_of(t.eat_whitespace().eat_whitespace()), "x");
	EXPECT_FALSE(Token("   ").eat_whitespace().valid());
}


TEST(Token, policy_decides_first)
{
	typedef Genode::Token<Scanner_policy_path> Path;

	/* digits, blanks, and quotation marks are part of the elements */
	Path t("/8 \"a/\"b.c");

	std::vector<std::string> elements;
	for (; t; t = t.next())
		if (t.type() == Path::IDENT)
			elements.push_back(text_of(t));

	EXPECT_EQ(elements, (std::vector<std::string> { "8 \"a", "\"b.c" }));
}


TEST(Token, policy_gets_the_position)
{
	typedef Genode::Token<Scanner_policy_short> Short;

	Short const t("abcdefg");
	EXPECT_EQ(text_of(t), "abc");
	EXPECT_EQ(text_of(t.next()), "def");
	EXPECT_EQ(text_of(t.next().next()), "g");
}


TEST(Token, covers_random_text_completely)
{
	Random random(3);

	for (unsigned round = 0; round < 5000; round++) {

		std::string text(random() % 40, ' ');
		for (char &c : text)
			c = "ab_0 \"\\\n=,-<"[random() % 12];

		Tight_text const tight(text);
		Token            t(tight.start(), tight.len());

		std::string all;
		for (; t; t = t.next())
			all += text_of(t);

		if (all.size() < text.size()) {
			EXPECT_EQ(text[all.size()], '"');
			EXPECT_FALSE(Token(tight.start() + all.size(), text.size() - all.size()));
		}
		EXPECT_EQ(all, text.substr(0, all.size()));
	}
}
