/*
 * \brief  Distributions of pauses, as samples and as lines of a plot
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/distribution.h>

#include <algorithm>

using namespace Bench;

using Control::Pause_histogram;


namespace {

	/**
	 * Return start of the bucket that follows
	 *
	 * The last bucket has no end, it is drawn as if it had no width.
	 */
	uint64_t end_of(unsigned bucket)
	{
		return Pause_histogram::least(std::min(bucket + 1, Pause_histogram::NUM_BUCKETS - 1));
	}
}


Samples Bench::samples(Pause_histogram const &pauses)
{
	Samples result { };

	pauses.for_each([&] (unsigned bucket, uint64_t count) {

		uint64_t const longest = bucket + 1 < Pause_histogram::NUM_BUCKETS
		                       ? std::min(pauses.max(), end_of(bucket) - 1) : pauses.max();

		for (uint64_t i = 0; i < count; i++)
			result.add(double(longest));
	});
	return result;
}


Plot::Series Bench::histogram_line(Pause_histogram const &pauses, std::string const &name)
{
	Plot::Series result { name, { }, Plot::Style::STEPS };

	uint64_t end = 0;
	pauses.for_each([&] (unsigned bucket, uint64_t count) {

		double const start = double(Pause_histogram::least(bucket));

		if (result.points.empty())
			result.points.push_back({ start, NO_PAUSES });
		else if (Pause_histogram::least(bucket) > end)
			result.points.push_back({ double(end), NO_PAUSES });

		result.points.push_back({ start, double(count) });
		end = end_of(bucket);
	});

	if (!result.points.empty())
		result.points.push_back({ double(end), NO_PAUSES });

	return result;
}


Plot::Series Bench::tail_line(Pause_histogram const &pauses, std::string const &name)
{
	Plot::Series result { name, { }, Plot::Style::STEPS };

	uint64_t longer = pauses.count();
	pauses.for_each([&] (unsigned bucket, uint64_t count) {

		if (result.points.empty())
			result.points.push_back({ double(Pause_histogram::least(bucket)), 1 });

		longer -= count;
		result.points.push_back({ double(end_of(bucket)), double(longer)/double(pauses.count()) });
	});
	return result;
}
