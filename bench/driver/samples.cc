/*
 * \brief  Samples of one quantity
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/samples.h>

#include <algorithm>
#include <cmath>

using namespace Bench;


double Samples::median() const
{
	if (_values.empty())
		return 0;

	std::vector<double> sorted = _values;
	std::ranges::sort(sorted);

	size_t const half = sorted.size()/2;

	return sorted.size() % 2 ? sorted[half] : (sorted[half - 1] + sorted[half])/2;
}


double Samples::quantile(double part) const
{
	if (_values.empty())
		return 0;

	std::vector<double> values = _values;

	/* products like 0.07*100 are a little too large */
	double const rank  = std::ceil(part*double(values.size()) - 1e-6);
	auto   const index = std::ptrdiff_t(std::clamp(rank, 1.0, double(values.size()))) - 1;

	std::ranges::nth_element(values, values.begin() + index);
	return values[size_t(index)];
}


double Samples::min() const { return _values.empty() ? 0 : *std::ranges::min_element(_values); }


double Samples::max() const { return _values.empty() ? 0 : *std::ranges::max_element(_values); }
