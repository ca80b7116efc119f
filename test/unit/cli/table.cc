/*
 * \brief  Test of tables and texts
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <cli/source_text.h>
#include <cli/system_option.h>
#include <cli/table.h>
#include <cli/text.h>

using namespace Cli;


TEST(Table, alignment)
{
	Table table({ { "NAME" }, { "N", Table::Align::RIGHT }, { "EMPTY" }, { "LAST" } });
	table.add({ "a", "1", "", "x" });
	table.add({ "größer", "1000", "", "" });

	EXPECT_EQ(table.text(), "NAME       N  LAST\n"
	                        "a          1  x\n"
	                        "größer  1000\n");
	EXPECT_EQ(table.text("> ").substr(0, 6), "> NAME");
}


TEST(Table, content_does_not_control_the_terminal)
{
	Table table({ { "NAME" } });
	table.add({ "a\033[2Jb\nc" });

	EXPECT_EQ(table.text(), "NAME\na?[2Jb?c\n");
}


TEST(Text, harmless)
{
	EXPECT_EQ(harmless("a\tb\x7f"), "a?b?");
	EXPECT_EQ(harmless("\xc2\x9b""31m"), "?31m");
	EXPECT_EQ(harmless("größer"), "größer");
	EXPECT_EQ(harmless("\xc2"), "\xc2");
}


TEST(Source_text, positions)
{
	Source_text const text { "f", "ab\nö<x>\n" };

	using Position = Source_text::Position;

	EXPECT_EQ(text.position(0), (Position { 1, 1 }));
	EXPECT_EQ(text.position(2), (Position { 1, 3 }));
	EXPECT_EQ(text.position(3), (Position { 2, 1 }));
	EXPECT_EQ(text.position(5), (Position { 2, 2 }));
	EXPECT_EQ(text.position(1000), (Position { 3, 1 }));
}


TEST(System_name, valid)
{
	EXPECT_TRUE(valid_system_name("default"));
	EXPECT_TRUE(valid_system_name("A-z_09"));

	for (char const * const name : { "", ".", "..", "a/b", "a b", "ä", "a.socket", "a\n" })
		EXPECT_FALSE(valid_system_name(name)) << name;

	EXPECT_FALSE(valid_system_name(std::string(49, 'x')));
}
