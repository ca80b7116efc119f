/*
 * \brief  Axis of a plot
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__AXIS_H_
#define _BENCH__DRIVER__AXIS_H_

#include <string>
#include <vector>

namespace Bench { class Axis; }


/**
 * Range of values that is wide enough for what is to be shown
 */
class Bench::Axis
{
	public:

		enum class Scale { LINEAR, LOGARITHMIC };

		struct Tick
		{
			double      value;
			std::string label;
		};

	private:

		std::string       _title;
		Scale             _scale;
		std::vector<Tick> _ticks;    /* none if the range decides */

		bool   _empty = true;
		double _least = 0, _most = 0;

		double _linear_step() const;

		double _lower() const;
		double _upper() const;

		std::vector<Tick> _linear_ticks() const;
		std::vector<Tick> _logarithmic_ticks() const;

	public:

		/**
		 * Constructor
		 *
		 * \param title  what is shown, with its unit
		 * \param ticks  marks at certain values; if there are none, marks at
		 *               round values
		 */
		Axis(std::string const &title, Scale scale, std::vector<Tick> const &ticks = { });

		std::string const &title() const { return _title; }

		/** Return true if the axis has a place for the value */
		bool shows(double value) const;

		/**
		 * Widen the range
		 *
		 * A linear axis starts at zero, unless there are negative values. What
		 * cannot be shown is ignored.
		 */
		void include(double value);

		/** Return place of a value, from 0 (start of the axis) to 1 (end) */
		double place(double value) const;

		/** Return marks in ascending order */
		std::vector<Tick> ticks() const;

		/** Return short text for a number: 0.5, 20, 5k, 2M */
		static std::string label(double value);
};

#endif /* _BENCH__DRIVER__AXIS_H_ */
