/*
 * \brief  Tests of what there is to be searched for writes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <host/search_area.h>

using namespace Host;


namespace {

	constexpr uint64_t PART = Dormancy::PART_SIZE, PIECE = Search_area::PIECE_SIZE;

	/** Address space with parts that can become dormant */
	struct Space
	{
		Mapping_table mappings { };
		Dormancy      dormancy { };
		Search_area   area     { };

		void map(uint64_t addr, uint64_t size)
		{
			mappings.add(addr, size, 0);
			dormancy.add(addr, size);
		}

		void unmap(uint64_t addr, uint64_t size)
		{
			mappings.remove(addr, size, [] (uint64_t, uint64_t) { });
			dormancy.remove(addr, size);
		}

		using Ranges = std::vector<std::pair<uint64_t, uint64_t>>;   /* start, end */

		Ranges pieces()
		{
			Ranges result;
			for (Search_area::Piece const &piece : area.pieces(mappings, dormancy))
				result.emplace_back(piece.addr, piece.addr + piece.size);
			return result;
		}
	};

	using Ranges = Space::Ranges;
}


TEST(Search_area, small_mappings_share_a_piece)
{
	Space space;
	EXPECT_EQ(space.pieces(), Ranges());

	for (uint64_t i = 0; i < 100; i++)
		space.map(i*0x20000, 0x10000);

	EXPECT_EQ(space.pieces(), (Ranges { { 0, 99*0x20000 + 0x10000 } }));
}


TEST(Search_area, large_mapping_has_several_pieces)
{
	Space space;
	space.map(PART, 2*PIECE + PART);

	EXPECT_EQ(space.pieces(), (Ranges { { PART, PART + PIECE }, { PART + PIECE, PART + 2*PIECE },
	                                    { PART + 2*PIECE, 2*PART + 2*PIECE } }));
}


TEST(Search_area, follows_the_mappings)
{
	Space space;
	space.map(0, PART);
	EXPECT_EQ(space.pieces(), (Ranges { { 0, PART } }));

	space.map(10*PIECE, PART);
	EXPECT_EQ(space.pieces(), (Ranges { { 0, PART }, { 10*PIECE, 10*PIECE + PART } }));

	space.unmap(0, PART);
	EXPECT_EQ(space.pieces(), (Ranges { { 10*PIECE, 10*PIECE + PART } }));

	space.mappings.clear();
	EXPECT_EQ(space.pieces(), Ranges());
}


TEST(Search_area, leaves_out_what_is_dormant)
{
	Space space;
	space.map(0, 4*PART);
	EXPECT_EQ(space.pieces(), (Ranges { { 0, 4*PART } }));

	/* one part alone would be searched along with its neighbours */
	space.dormancy.rest({ PART, 2*PART });
	EXPECT_EQ(space.pieces(), (Ranges { { 0, PART }, { 3*PART, 4*PART } }));

	EXPECT_TRUE(space.dormancy.wake(PART + 1).has_value());
	EXPECT_EQ(space.pieces(), (Ranges { { 0, 4*PART } }));
}
