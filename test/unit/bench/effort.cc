/*
 * \brief  Tests of the choice of what is measured
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <bench/driver/effort.h>

using Bench::Effort;


namespace {

	using Values = std::vector<unsigned>;

	Values points(unsigned max, Values const &all)
	{
		Effort effort = Effort::full();
		effort.max_points = max;
		return effort.points(all);
	}
}


TEST(Effort, points_are_all_or_some_from_the_first_to_the_last)
{
	Values const all { 1, 4, 16, 64, 256 };

	EXPECT_EQ(Effort::full().points(all), all);
	EXPECT_EQ(points(5, all), all);
	EXPECT_EQ(points(4, all), (Values { 1, 4, 16, 256 }));
	EXPECT_EQ(points(3, all), (Values { 1, 16, 256 }));
	EXPECT_EQ(points(2, all), (Values { 1, 256 }));

	EXPECT_EQ(points(3, { 7 }), Values { 7 });
	EXPECT_EQ(points(3, { }),   Values { });
}
