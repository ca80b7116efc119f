/*
 * \brief  Tests of the axes of plots
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include <bench/driver/axis.h>

using Bench::Axis;


namespace {

	std::string labels(Axis const &axis)
	{
		std::string result { };
		for (Axis::Tick const &tick : axis.ticks())
			result += (result.empty() ? "" : " ") + tick.label;
		return result;
	}

	Axis axis(Axis::Scale scale, std::initializer_list<double> values)
	{
		Axis result("length (us)", scale);
		for (double const value : values)
			result.include(value);
		return result;
	}
}


/*
 * Whatever is included has a place on the axis, in the order of the values,
 * and the marks are on the axis, in order, and not too many
 */
TEST(Axis, any_values_have_their_places)
{
	std::mt19937                           random(1);
	std::uniform_real_distribution<double> exponent(-6, 9), sign(-1, 1);

	for (Axis::Scale const scale : { Axis::Scale::LINEAR, Axis::Scale::LOGARITHMIC })
		for (unsigned round = 0; round < 2000; round++) {

			double a = std::pow(10.0, exponent(random)), b = std::pow(10.0, exponent(random));
			if (scale == Axis::Scale::LINEAR && sign(random) < -0.5)
				a = -a;
			if (a > b)
				std::swap(a, b);

			Axis const tested = axis(scale, { a, b });

			EXPECT_GE(tested.place(a), -1e-6);
			EXPECT_LE(tested.place(b), 1 + 1e-6);
			EXPECT_LE(tested.place(a), tested.place(b));

			auto const ticks = tested.ticks();
			EXPECT_GE(ticks.size(), 2u) << a << " to " << b;
			EXPECT_LE(ticks.size(), 18u) << a << " to " << b;

			double before = -std::numeric_limits<double>::infinity();
			for (Axis::Tick const &tick : ticks) {
				EXPECT_GT(tick.value, before);
				EXPECT_GE(tested.place(tick.value), -1e-6);
				EXPECT_LE(tested.place(tick.value), 1 + 1e-6);
				before = tick.value;
			}
		}
}


TEST(Axis, linear_ones_start_at_zero_and_end_at_a_round_value)
{
	EXPECT_EQ(labels(axis(Axis::Scale::LINEAR, { 3, 11 })), "0 2 4 6 8 10 12");
	EXPECT_EQ(labels(axis(Axis::Scale::LINEAR, { -1, 1 })), "-1 -0.5 0 0.5 1");
	EXPECT_EQ(labels(axis(Axis::Scale::LINEAR, { -30, 24 })), "-30 -20 -10 0 10 20 30");
}


TEST(Axis, logarithmic_ones_have_equal_distances_for_equal_ratios)
{
	Axis const tested = axis(Axis::Scale::LOGARITHMIC, { 1, 10000 });

	EXPECT_EQ(labels(tested), "1 10 100 1000 10k");
	EXPECT_NEAR(tested.place(100), 0.5, 1e-9);
	EXPECT_NEAR(tested.place(10),  0.25, 1e-9);
}


TEST(Axis, short_logarithmic_ones_have_marks_between_powers_of_ten)
{
	EXPECT_EQ(labels(axis(Axis::Scale::LOGARITHMIC, { 25, 130 })), "20 50 100 200");
}


TEST(Axis, marks_that_are_given_are_the_ones_shown)
{
	Axis const tested("memory", Axis::Scale::LOGARITHMIC, { { 1024, "1 GiB" }, { 1, "1 MiB" } });

	EXPECT_EQ(labels(tested), "1 MiB 1 GiB");
	EXPECT_NEAR(tested.place(32), 0.5, 1e-9);
	EXPECT_NEAR(tested.place(1), 0, 1e-9);
}


TEST(Axis, what_cannot_be_shown_changes_nothing)
{
	double const nan = std::numeric_limits<double>::quiet_NaN();
	double const inf = std::numeric_limits<double>::infinity();

	Axis logarithmic = axis(Axis::Scale::LOGARITHMIC, { 1, 100 });
	for (double const value : { 0.0, -5.0, nan, inf }) {
		EXPECT_FALSE(logarithmic.shows(value));
		logarithmic.include(value);
	}
	EXPECT_EQ(labels(logarithmic), labels(axis(Axis::Scale::LOGARITHMIC, { 1, 100 })));

	EXPECT_FALSE(axis(Axis::Scale::LINEAR, { }).shows(nan));
	EXPECT_TRUE (axis(Axis::Scale::LINEAR, { }).shows(-5));
}


TEST(Axis, one_value_or_none_make_an_axis_too)
{
	for (Axis::Scale const scale : { Axis::Scale::LINEAR, Axis::Scale::LOGARITHMIC }) {
		EXPECT_GE(axis(scale, { }).ticks().size(), 2u);
		EXPECT_GE(axis(scale, { 10 }).ticks().size(), 2u);
		EXPECT_TRUE(std::isfinite(axis(scale, { 10 }).place(10)));
	}
}


TEST(Axis, labels_are_short)
{
	EXPECT_EQ(Axis::label(0.25),    "0.25");
	EXPECT_EQ(Axis::label(5000),    "5000");
	EXPECT_EQ(Axis::label(50000),   "50k");
	EXPECT_EQ(Axis::label(2500000), "2.5M");
	EXPECT_EQ(Axis::label(1e-17),   "0");
}
