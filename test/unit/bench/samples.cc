/*
 * \brief  Tests of the statistics of samples
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include <bench/driver/samples.h>

using Bench::Samples;


namespace {

	/* quantile as it is defined, found by trying all */
	double expected_quantile(std::vector<double> const &values, double part)
	{
		double result = *std::ranges::max_element(values);

		for (double const candidate : values) {
			auto const not_above = std::ranges::count_if(values, [&] (double v) { return v <= candidate; });
			if (double(not_above) >= part*double(values.size()) - 1e-6)
				result = std::min(result, candidate);
		}
		return result;
	}
}


TEST(Samples, quantiles_agree_with_their_definition)
{
	std::mt19937 random(1);

	for (unsigned round = 0; round < 200; round++) {

		std::vector<double> values { };
		Samples             samples { };

		for (unsigned count = 1 + random() % 60; count; count--) {
			values.push_back(double(random() % 40));
			samples.add(values.back());
		}

		for (double const part : { 0.0, 0.07, 0.25, 0.5, 0.9, 0.99, 0.999, 1.0 })
			EXPECT_EQ(samples.quantile(part), expected_quantile(values, part)) << "part " << part;
	}
}


TEST(Samples, rare_samples_are_seen_by_the_quantile_that_includes_them)
{
	Samples samples { };
	for (unsigned i = 0; i < 999; i++)
		samples.add(10);
	samples.add(1000);

	EXPECT_EQ(samples.quantile(0.5),   10);
	EXPECT_EQ(samples.quantile(0.999), 10);
	EXPECT_EQ(samples.quantile(0.9995), 1000);
	EXPECT_EQ(samples.quantile(1),     1000);
	EXPECT_EQ(samples.quantile(1),     samples.max());
}


TEST(Samples, nothing_measured_is_zero)
{
	EXPECT_EQ(Samples().quantile(0.5), 0);
	EXPECT_EQ(Samples().median(), 0);
	EXPECT_EQ(Samples().max(), 0);
}


TEST(Samples, median_of_an_even_number_lies_between_the_middle_ones)
{
	Samples samples { };
	for (double const value : { 9.0, 1.0, 4.0, 2.0 })
		samples.add(value);

	EXPECT_EQ(samples.median(), 3);
	EXPECT_EQ(samples.quantile(0.5), 2);
}
