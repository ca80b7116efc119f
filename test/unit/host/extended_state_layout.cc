/*
 * \brief  Tests of layouts of extended CPU states
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <host/extended_state_layout.h>

using Layout = Host::Extended_state_layout;


namespace {

	char const * const AVX          = "xsave 7 2:576+256";
	char const * const AMD          = "xsave e7 2:576+256 5:832+64 6:896+512 7:1408+1024";
	char const * const INTEL        = "xsave e7 2:576+256 5:1088+64 6:1152+512 7:1664+1024";
	char const * const INTEL_KEYS   = "xsave 2e7 2:576+256 5:1088+64 6:1152+512 7:1664+1024 9:2688+8";
	char const * const SSE          = "xsave 3";

	bool includes(char const *here, char const *saved) { return Layout(here).includes(Layout(saved)); }
}


TEST(Extended_state_layout, is_what_its_description_tells)
{
	for (char const *text : { SSE, AVX, AMD, INTEL, INTEL_KEYS, "fxsave" })
		EXPECT_EQ(Layout(text).description(), text);

	Layout const cpu = Layout::of_cpu();
	EXPECT_NE(cpu.description(), "unknown");
	EXPECT_EQ(Layout(cpu.description()).description(), cpu.description());
	EXPECT_TRUE(cpu.includes(cpu));

	EXPECT_EQ(Layout(AMD).places().size(), 4u);
	EXPECT_EQ(Layout(AMD).places().at(6), (Layout::Place { 896, 512 }));
}


/* a snapshot of a CPU goes on with one that saves more, not with one that saves less */
TEST(Extended_state_layout, includes_what_has_fewer_parts_at_the_same_places)
{
	EXPECT_TRUE(includes(AMD,        AVX));
	EXPECT_TRUE(includes(INTEL,      AVX));
	EXPECT_TRUE(includes(INTEL_KEYS, INTEL));
	EXPECT_TRUE(includes(AVX,        SSE));

	EXPECT_FALSE(includes(AVX,   AMD));
	EXPECT_FALSE(includes(INTEL, INTEL_KEYS));
	EXPECT_FALSE(includes(AMD,   INTEL));
	EXPECT_FALSE(includes(INTEL, AMD));

	EXPECT_TRUE (includes("fxsave", "fxsave"));
	EXPECT_FALSE(includes("fxsave", SSE));
	EXPECT_FALSE(includes(SSE, "fxsave"));
}


TEST(Extended_state_layout, unknown_is_what_makes_no_sense)
{
	for (char const *text : { "", "xsave", "xsave ", "xsave 1", "xsave 7", "xsave 7 2:576", "xsave 7 2:576+256 ",
	                          "xsave 7 2:576+256 5", "xsave 7 2-576+256", "xsave 3 2:576+256", "xsave 7 5:832+64",
	                          "xsave e7 2:576+256 2:576+256 5:832+64 6:896+512 7:1408+1024", "xsave 0x7 2:576+256",
	                          "xsave 7 66:576+256", "xsave 7 2:-1+256", "xsave 7 2:99999999999999999999+256",
	                          "xsave fffffffffffffffff", "fxsave 3", "fxsave ", "XSAVE 3", "x" }) {

		Layout const layout(text);

		EXPECT_EQ(layout.description(), "unknown") << text;
		EXPECT_TRUE(layout.places().empty())       << text;
		EXPECT_FALSE(layout.includes(layout))      << text;
		EXPECT_FALSE(Layout(AMD).includes(layout)) << text;
		EXPECT_FALSE(layout.includes(Layout(SSE))) << text;
	}
}
