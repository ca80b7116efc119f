/*
 * \brief  Plot of what was measured
 *
 * SVG as defined by https://www.w3.org/TR/SVG11/
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/plot.h>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include <cli/markup.h>

using namespace Bench;


namespace {

	/* in pixels */
	constexpr double WIDTH = 820, HEIGHT = 440,
	                 LEFT = 70, RIGHT = 270, TOP = 44, BOTTOM = 56,
	                 LEGEND_LINE = 20, LEGEND_SAMPLE = 22;

	constexpr double INNER_WIDTH  = WIDTH  - LEFT - RIGHT,
	                 INNER_HEIGHT = HEIGHT - TOP  - BOTTOM;

	/* distinguishable by people who see few colors, after Okabe and Ito (2008) */
	constexpr char const *COLORS[] { "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9" };

	constexpr char const *color(unsigned number) { return COLORS[number % std::size(COLORS)]; }

	std::string text(double x, double y, char const *anchor, std::string const &content,
	                 char const *more = "")
	{
		return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\"{}>{}</text>\n",
		                   x, y, anchor, more, Cli::markup(content));
	}

	std::string line(double x1, double y1, double x2, double y2, std::string const &attributes)
	{
		return fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" {}/>\n",
		                   x1, y1, x2, y2, attributes);
	}

	std::string stroke(Plot::Style style, unsigned number)
	{
		return fmt::format("fill=\"none\" stroke=\"{}\" stroke-width=\"1.8\"{}", color(number),
		                   style == Plot::Style::REFERENCE ? " stroke-dasharray=\"5 4\"" : "");
	}

	double left_of(Axis const &axis, double x) { return LEFT + axis.place(x)*INNER_WIDTH; }
	double top_of (Axis const &axis, double y) { return TOP + (1 - axis.place(y))*INNER_HEIGHT; }
}


void Plot::add(Series const &series)
{
	Series shown { series.name, { }, series.style };

	for (Point const &point : series.points)
		if (_x.shows(point.x) && _y.shows(point.y)) {
			_x.include(point.x);
			_y.include(point.y);
			shown.points.push_back(point);
		}

	_series.push_back(shown);
}


std::string Plot::_axes_svg() const
{
	std::string const grid = "stroke=\"#dddddd\"";

	std::string result { };

	for (Axis::Tick const &tick : _x.ticks()) {
		double const x = left_of(_x, tick.value);
		result += line(x, TOP, x, TOP + INNER_HEIGHT, grid)
		        + text(x, TOP + INNER_HEIGHT + 18, "middle", tick.label);
	}

	for (Axis::Tick const &tick : _y.ticks()) {
		double const y = top_of(_y, tick.value);
		result += line(LEFT, y, LEFT + INNER_WIDTH, y, grid)
		        + text(LEFT - 8, y + 4, "end", tick.label);
	}

	result += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"none\" "
	                      "stroke=\"#444444\"/>\n", LEFT, TOP, INNER_WIDTH, INNER_HEIGHT);

	double const middle = TOP + INNER_HEIGHT/2;

	return result + text(LEFT + INNER_WIDTH/2, HEIGHT - 14, "middle", _x.title())
	              + text(18, middle, "middle", _y.title(),
	                     fmt::format(" transform=\"rotate(-90 18 {})\"", middle).c_str());
}


std::string Plot::_series_svg(Series const &series, unsigned number) const
{
	std::string path { }, marks { };

	for (Point const &point : series.points) {

		double const x = left_of(_x, point.x), y = top_of(_y, point.y);

		if (path.empty())
			path = fmt::format("M{:.1f} {:.1f}", x, y);
		else if (series.style == Style::STEPS)
			path += fmt::format(" H{:.1f} V{:.1f}", x, y);
		else
			path += fmt::format(" L{:.1f} {:.1f}", x, y);

		if (series.style == Style::MEASURED)
			marks += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\" fill=\"{}\"/>\n",
			                     x, y, color(number));
	}

	if (path.empty())
		return { };

	return fmt::format("<path d=\"{}\" {}/>\n", path, stroke(series.style, number)) + marks;
}


std::string Plot::_legend_svg() const
{
	double const x = LEFT + INNER_WIDTH + 16;

	std::string result { };

	for (unsigned i = 0; i < _series.size(); i++) {
		double const y = TOP + 10 + i*LEGEND_LINE;

		result += line(x, y, x + LEGEND_SAMPLE, y, stroke(_series[i].style, i))
		        + text(x + LEGEND_SAMPLE + 6, y + 4, "start", _series[i].name);
	}
	return result;
}


std::string Plot::svg() const
{
	std::string result = fmt::format(
		"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {0} {1}\" "
		"width=\"{0}\" height=\"{1}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#222222\">\n"
		"<title>{2}</title>\n"
		"<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n", WIDTH, HEIGHT, Cli::markup(_title));

	result += text(LEFT, 26, "start", _title, " font-size=\"15\"") + _axes_svg();

	for (unsigned i = 0; i < _series.size(); i++)
		result += _series_svg(_series[i], i);

	return result + _legend_svg() + "</svg>\n";
}
