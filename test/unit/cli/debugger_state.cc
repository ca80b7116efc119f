/*
 * \brief  Test of the conversion of extended states for debuggers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstring>

#include <gtest/gtest.h>

#include <cli/debug/debugger_state.h>

using Cli::Debugger_state;
using Layout = Host::Extended_state_layout;


namespace {

	constexpr size_t PRESENT_OFFSET = 512;

	/* with AVX-512, without and with protection keys */
	char const * const AMD   = "xsave e7 2:576+256 5:832+64 6:896+512 7:1408+1024";
	char const * const INTEL = "xsave 602e7 2:576+256 5:1088+64 6:1152+512 7:1664+1024 9:2688+8 "
	                           "17:2752+64 18:2816+8192";

	using Bytes = std::vector<uint8_t>;

	uint64_t value(Bytes const &state, size_t offset)
	{
		uint64_t result = 0;
		memcpy(&result, state.data() + offset, sizeof(result));
		return result;
	}

	void fill(Bytes &state, size_t offset, size_t size, uint8_t value)
	{
		memset(state.data() + offset, value, size);
	}

	bool filled(Bytes const &state, size_t offset, size_t size, uint8_t value)
	{
		for (size_t i = offset; i < offset + size; i++)
			if (state.at(i) != value)
				return false;
		return true;
	}
}


TEST(Debugger_state, parts_of_amd_move)
{
	Bytes state(2432);
	fill(state,    0,  464, 1);
	fill(state,  576,  256, 2);
	fill(state,  832,   64, 5);
	fill(state,  896,  512, 6);
	fill(state, 1408, 1024, 7);
	state[PRESENT_OFFSET] = 0x67;

	Bytes const result = Debugger_state(Layout(AMD)).for_debugger(state, 0xe7);

	ASSERT_EQ(result.size(), 2688u);
	EXPECT_TRUE(filled(result,    0,  464, 1));
	EXPECT_TRUE(filled(result,  576,  256, 2));
	EXPECT_TRUE(filled(result,  832,  256, 0));
	EXPECT_TRUE(filled(result, 1088,   64, 5));
	EXPECT_TRUE(filled(result, 1152,  512, 6));
	EXPECT_TRUE(filled(result, 1664, 1024, 7));
	EXPECT_EQ(value(result, Debugger_state::FEATURES_OFFSET), 0xe7u);
	EXPECT_EQ(value(result, PRESENT_OFFSET), 0x67u);
}


TEST(Debugger_state, unknown_parts_are_left_out)
{
	Bytes state(11008);
	fill(state, 1664, 1024, 7);
	fill(state, 2688,    8, 9);
	fill(state, 2752, 8256, 17);
	uint64_t const features = 0x602e7;
	memcpy(state.data() + PRESENT_OFFSET, &features, sizeof(features));

	Bytes const result = Debugger_state(Layout(INTEL)).for_debugger(state, features);

	ASSERT_EQ(result.size(), 2696u);
	EXPECT_TRUE(filled(result, 1664, 1024, 7));
	EXPECT_TRUE(filled(result, 2688,    8, 9));
	EXPECT_EQ(value(result, Debugger_state::FEATURES_OFFSET), 0x2e7u);
	EXPECT_EQ(value(result, PRESENT_OFFSET), 0x2e7u);
}


TEST(Debugger_state, parts_stay_where_the_layout_is_unknown)
{
	Bytes state(1000);
	fill(state, 576, 424, 2);

	for (char const * const layout : { "", "fxsave", "xsave", "xsave 7", "xsave 7 2:x" }) {

		Bytes const result = Debugger_state(Layout(layout)).for_debugger(state, 7);

		ASSERT_EQ(result.size(), state.size()) << layout;
		EXPECT_TRUE(filled(result, 576, 424, 2)) << layout;
		EXPECT_EQ(value(result, Debugger_state::FEATURES_OFFSET), 7u) << layout;
	}
}


TEST(Debugger_state, parts_beyond_the_state_are_left_out)
{
	Bytes const state(600);

	for (char const * const layout : { "xsave 7 2:576+256", "xsave 7 2:18446744073709551615+256",
	                                   "xsave 7 2:100000+256" }) {

		Bytes const result = Debugger_state(Layout(layout)).for_debugger(state, 7);

		EXPECT_EQ(result.size(), Debugger_state::MIN_SIZE) << layout;
		EXPECT_EQ(value(result, Debugger_state::FEATURES_OFFSET), 3u) << layout;
	}
}
