/*
 * \brief  Plot of what was measured
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__PLOT_H_
#define _BENCH__DRIVER__PLOT_H_

#include <string>
#include <vector>

#include <bench/driver/axis.h>

namespace Bench { class Plot; }


/**
 * Lines in a coordinate system, drawn as SVG
 */
class Bench::Plot
{
	public:

		struct Point { double x, y; };

		enum class Style {
			MEASURED,    /* line with a mark at each point */
			REFERENCE,   /* dashed line */
			STEPS,       /* each value lasts until the next point */
		};

		struct Series
		{
			std::string        name;
			std::vector<Point> points { };
			Style              style = Style::MEASURED;
		};

	private:

		std::string         _name;
		std::string         _title;
		Axis                _x, _y;
		std::vector<Series> _series { };

		std::string _axes_svg() const;
		std::string _series_svg(Series const &, unsigned number) const;
		std::string _legend_svg() const;

	public:

		/**
		 * Constructor
		 *
		 * \param name   of the file, without its suffix
		 * \param title  heading
		 */
		Plot(std::string const &name, std::string const &title, Axis const &x, Axis const &y)
		: _name(name), _title(title), _x(x), _y(y) { }

		std::string const &name() const { return _name; }

		/**
		 * Add line, points that the axes cannot show are left out
		 */
		void add(Series const &);

		/** Return content of the file */
		std::string svg() const;
};

#endif /* _BENCH__DRIVER__PLOT_H_ */
