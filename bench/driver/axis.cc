/*
 * \brief  Axis of a plot
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/axis.h>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

using namespace Bench;


namespace {

	/* number of parts that a linear axis is divided into at most */
	constexpr unsigned MAX_PARTS = 6;

	/* logarithmic axes that are shorter have marks between the powers of ten */
	constexpr double FEW_DECADES = 2.5;

	/* tolerance for results of logarithms */
	constexpr double EPSILON = 1e-9;

	constexpr double STEPS[] { 1, 2, 5 };

	double power(double exponent) { return std::pow(10.0, exponent); }

	/**
	 * Return greatest of 1, 2, 5, 10, ... that does not exceed 'value'
	 */
	double round_below(double value)
	{
		double const decade = power(std::floor(std::log10(value) + EPSILON));

		double result = decade;
		for (double const step : STEPS)
			if (step*decade <= value*(1 + EPSILON))
				result = step*decade;

		return result;
	}

	double round_above(double value)
	{
		double const decade = power(std::floor(std::log10(value) + EPSILON));

		for (double const step : STEPS)
			if (step*decade >= value*(1 - EPSILON))
				return step*decade;

		return 10*decade;
	}
}


Axis::Axis(std::string const &title, Scale scale, std::vector<Tick> const &ticks)
:
	_title(title), _scale(scale), _ticks(ticks)
{
	std::ranges::sort(_ticks, { }, &Tick::value);

	for (Tick const &tick : _ticks)
		include(tick.value);
}


bool Axis::shows(double value) const
{
	return std::isfinite(value) && (_scale == Scale::LINEAR || value > 0);
}


void Axis::include(double value)
{
	if (!shows(value))
		return;

	if (_empty)
		_least = _most = value;

	_empty = false;
	_least = std::min(_least, value);
	_most  = std::max(_most,  value);
}


/*
 * Return distance of the marks
 */
double Axis::_linear_step() const
{
	double const length = _most - std::min(0.0, _least);

	return round_above((length > 0 ? length : 1)/MAX_PARTS);
}


/*
 * Marks that are given end at the outermost ones
 */
double Axis::_lower() const
{
	if (_scale == Scale::LINEAR) {
		double const step = _linear_step();
		return _ticks.empty() ? step*std::floor(std::min(0.0, _least)/step + EPSILON) : std::min(0.0, _least);
	}

	if (_empty)
		return 1;

	return _ticks.empty() ? round_below(_least) : _least;
}


double Axis::_upper() const
{
	if (_empty)
		return _scale == Scale::LINEAR ? 1 : 10;

	if (_ticks.empty() && _scale == Scale::LOGARITHMIC) {
		double const upper = round_above(_most);
		return upper > _lower() ? upper : 10*upper;
	}

	double const least = _lower();
	if (_scale == Scale::LINEAR && _ticks.empty()) {
		double const step = _linear_step(), upper = step*std::ceil(_most/step - EPSILON);
		if (upper > least)
			return upper;
	}

	return _most > least ? _most : least + std::max(1.0, std::abs(least));
}


double Axis::place(double value) const
{
	double const lower = _lower(), upper = _upper();

	if (_scale == Scale::LINEAR)
		return (value - lower)/(upper - lower);

	return value > 0 ? std::log(value/lower)/std::log(upper/lower) : 0;
}


std::vector<Axis::Tick> Axis::_linear_ticks() const
{
	double const lower = _lower(), upper = _upper(), step = _linear_step();

	std::vector<Tick> result { };

	for (double i = std::ceil(lower/step - EPSILON); i*step <= upper + EPSILON*step; i++)
		result.push_back({ i*step, label(i*step) });

	return result;
}


std::vector<Axis::Tick> Axis::_logarithmic_ticks() const
{
	double const lower = _lower(), upper = _upper();
	bool   const few   = std::log10(upper/lower) < FEW_DECADES;

	std::vector<Tick> result { };

	for (double exponent = std::floor(std::log10(lower) + EPSILON);
	     power(exponent) <= upper*(1 + EPSILON); exponent++)

		for (double const step : STEPS) {

			double const value = step*power(exponent);

			if ((few || step == STEPS[0]) && value >= lower*(1 - EPSILON) && value <= upper*(1 + EPSILON))
				result.push_back({ value, label(value) });
		}

	return result;
}


std::vector<Axis::Tick> Axis::ticks() const
{
	if (!_ticks.empty())
		return _ticks;

	return _scale == Scale::LINEAR ? _linear_ticks() : _logarithmic_ticks();
}


std::string Axis::label(double value)
{
	double const size = std::abs(value);

	if (size >= 1e6) return fmt::format("{:.4g}M", value/1e6);
	if (size >= 1e4) return fmt::format("{:.4g}k", value/1e3);

	/* what is left of zero after a calculation */
	return size < 1e-12 ? "0" : fmt::format("{:.4g}", value);
}
