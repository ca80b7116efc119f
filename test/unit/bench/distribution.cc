/*
 * \brief  Tests of distributions of pauses
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <random>

#include <gtest/gtest.h>

#include <bench/driver/distribution.h>

using namespace Bench;

using Control::Pause_histogram;


namespace {

	Pause_histogram random_pauses(unsigned seed)
	{
		std::mt19937                     random(seed);
		std::lognormal_distribution<>    length(5, 2);

		Pause_histogram result { };
		for (unsigned count = 1 + random() % 500; count; count--)
			result.add(uint64_t(length(random)));

		return result;
	}
}


/*
 * Whatever is told of the pauses is the same in the histogram and its samples
 */
TEST(Distribution, samples_have_the_quantiles_of_the_histogram)
{
	for (unsigned seed = 0; seed < 100; seed++) {

		Pause_histogram const pauses = random_pauses(seed);
		Samples         const tested = samples(pauses);

		EXPECT_EQ(tested.count(), pauses.count());
		EXPECT_EQ(tested.max(), double(pauses.max()));

		for (double const part : { 0.5, 0.9, 0.99, 0.999, 1.0 })
			EXPECT_EQ(tested.quantile(part), double(pauses.quantile(part))) << "seed " << seed;
	}
}


TEST(Distribution, line_of_the_histogram_rises_and_ends_at_its_floor)
{
	for (unsigned seed = 0; seed < 100; seed++) {

		Pause_histogram const pauses = random_pauses(seed);
		auto            const line   = histogram_line(pauses, "pauses").points;

		double count = 0;
		for (size_t i = 0; i < line.size(); i++) {
			if (line[i].y != NO_PAUSES)
				count += line[i].y;
			if (i) {
				EXPECT_GE(line[i].x, line[i - 1].x);
			}
		}
		EXPECT_EQ(count, double(pauses.count()));
		EXPECT_EQ(line.front().y, NO_PAUSES);
		EXPECT_EQ(line.back().y,  NO_PAUSES);
	}
}


TEST(Distribution, gaps_are_drawn)
{
	Pause_histogram pauses { };
	pauses.add(3);
	pauses.add(3);
	pauses.add(9);

	auto const line = histogram_line(pauses, "pauses").points;

	ASSERT_EQ(line.size(), 5u);
	EXPECT_EQ(line[1].x, 3); EXPECT_EQ(line[1].y, 2);
	EXPECT_EQ(line[2].x, 4); EXPECT_EQ(line[2].y, NO_PAUSES);
	EXPECT_EQ(line[3].x, 9); EXPECT_EQ(line[3].y, 1);
}


TEST(Distribution, tail_falls_from_all_to_none)
{
	for (unsigned seed = 0; seed < 100; seed++) {

		auto const line = tail_line(random_pauses(seed), "pauses").points;

		EXPECT_EQ(line.front().y, 1);
		EXPECT_EQ(line.back().y,  0);

		for (size_t i = 1; i < line.size(); i++) {
			EXPECT_LE(line[i].y, line[i - 1].y);
			EXPECT_GE(line[i].x, line[i - 1].x);
		}
	}
}


TEST(Distribution, nothing_measured_is_nothing_drawn)
{
	EXPECT_TRUE(histogram_line({ }, "pauses").points.empty());
	EXPECT_TRUE(tail_line({ }, "pauses").points.empty());
	EXPECT_EQ(samples({ }).count(), 0u);
}
