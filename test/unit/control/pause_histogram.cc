/*
 * \brief  Tests of the distribution of pauses
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include <control/pause_histogram.h>

using Control::Pause_histogram;


TEST(Pause_histogram, buckets_follow_each_other)
{
	for (unsigned bucket = 1; bucket < Pause_histogram::NUM_BUCKETS; bucket++)
		EXPECT_GT(Pause_histogram::least(bucket), Pause_histogram::least(bucket - 1));

	/* a length belongs to the bucket that starts with it */
	for (unsigned bucket = 0; bucket < Pause_histogram::NUM_BUCKETS; bucket++) {
		Pause_histogram histogram;
		histogram.add(Pause_histogram::least(bucket));
		histogram.for_each([&] (unsigned found, uint64_t count) {
			EXPECT_EQ(found, bucket);
			EXPECT_EQ(count, 1u); });
	}
}


TEST(Pause_histogram, quantiles_are_those_of_the_sorted_lengths)
{
	std::mt19937          random(1);
	std::vector<uint64_t> lengths;
	Pause_histogram       histogram;

	for (unsigned i = 0; i < 10000; i++) {
		uint64_t const us = random() >> random() % 30;
		lengths.push_back(us);
		histogram.add(us);
	}
	std::ranges::sort(lengths);

	for (double const part : { 0.5, 0.9, 0.99, 0.999 }) {
		uint64_t const exact = lengths[size_t(part*double(lengths.size())) - 1];
		EXPECT_GE(histogram.quantile(part), exact);
		EXPECT_LE(double(histogram.quantile(part)), double(exact)*17/16 + 1);
	}
	EXPECT_EQ(histogram.quantile(1), lengths.back());
	EXPECT_EQ(histogram.count(), lengths.size());
}


TEST(Pause_histogram, lengths_beyond_all_limits)
{
	Pause_histogram histogram;
	histogram.add(~0ull);
	EXPECT_EQ(histogram.quantile(0.5), ~0ull);
	EXPECT_EQ(Pause_histogram().quantile(0.5), 0u);
}


TEST(Pause_histogram, received_buckets_are_checked)
{
	Pause_histogram histogram;
	EXPECT_FALSE(histogram.fill(Pause_histogram::NUM_BUCKETS, 1));
	EXPECT_TRUE (histogram.fill(3, 1));
	EXPECT_FALSE(histogram.fill(3, 1));
	EXPECT_FALSE(histogram.fill(4, ~0ull));
	EXPECT_EQ(histogram.count(), 1u);
}
