/*
 * \brief  Charts as SVG
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/report/chart.h>

#include <algorithm>

#include <fmt/format.h>

#include <cli/markup.h>

using namespace Cli;


namespace {

	/* units of SVG */
	constexpr double WIDTH = 760, HEIGHT = 220, LEFT = 80, RIGHT = 15, TOP = 12, BOTTOM = 28;
	constexpr double BAR = 8, DOT = 3.5;

	constexpr unsigned STEPS = 4;

	/**
	 * Mapping of times and values to places
	 */
	class Scale
	{
		private:

			double   _start = 0, _duration = 0;
			uint64_t _max = 1;

		public:

			explicit Scale(std::vector<Chart_point> const &points)
			{
				_start    = points.front().time;
				_duration = points.back().time - _start;
				for (Chart_point const &point : points)
					_max = std::max(_max, point.value);
			}

			uint64_t max() const { return _max; }

			double duration() const { return _duration; }

			double x(double time) const
			{
				double const share = _duration > 0 ? (time - _start)/_duration : 0.5;
				return LEFT + BAR + share*(WIDTH - LEFT - RIGHT - 2*BAR);
			}

			double y(double value) const
			{
				return HEIGHT - BOTTOM - value/double(_max)*(HEIGHT - TOP - BOTTOM);
			}
	};

	std::string grid(Scale const &scale, Chart const &chart)
	{
		std::string result { };

		for (unsigned i = 0; i <= STEPS; i++) {
			uint64_t const value = scale.max()*i/STEPS;
			double   const y     = scale.y(double(value));

			result += fmt::format("<line class=\"grid\" x1=\"{}\" y1=\"{:.1f}\" x2=\"{}\" y2=\"{:.1f}\"/>"
			                      "<text class=\"axis\" x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>\n",
			                      LEFT, y, WIDTH - RIGHT, y, LEFT - 8, y + 4, markup(chart.format(value)));
		}
		return result;
	}

	std::string marks(Scale const &scale, Chart const &chart)
	{
		std::string result { }, line { };

		for (Chart_point const &point : chart.points) {

			double      const x = scale.x(point.time), y = scale.y(double(point.value));
			std::string const title = "<title>" + markup(point.tooltip) + "</title>";

			if (chart.form == Chart::Form::BARS)
				result += fmt::format("<rect class=\"mark\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{}\" height=\"{:.1f}\">"
				                      "{}</rect>\n", x - BAR/2, y, BAR, HEIGHT - BOTTOM - y, title);
			else
				result += fmt::format("<circle class=\"mark\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\">{}</circle>\n",
				                      x, y, DOT, title);

			line += fmt::format("{:.1f},{:.1f} ", x, y);
		}
		return (chart.form == Chart::Form::LINE ? "<polyline class=\"line\" points=\"" + line + "\"/>\n" : "")
		     + result;
	}
}


std::string Cli::chart_svg(Chart const &chart)
{
	if (chart.points.empty())
		return "<p>no data</p>\n";

	Scale const scale(chart.points);

	/* on a narrow screen, it is scrolled rather than shrunk to what nobody can read */
	return fmt::format("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><svg class=\"chart\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">\n{}{}"
	                   "<text class=\"axis\" x=\"{}\" y=\"{}\">first</text>"
	                   "<text class=\"axis\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{:.1f} s later</text>\n</svg></div>\n",
	                   markup(chart.title), WIDTH, HEIGHT, markup(chart.title), grid(scale, chart), marks(scale, chart),
	                   LEFT, HEIGHT - 8, WIDTH - RIGHT, HEIGHT - 8, scale.duration());
}


std::string Cli::chart_style()
{
	return "svg.chart { width: 100%; min-width: 44rem; max-width: 60rem; height: auto }\n"
	       "svg.chart .grid { stroke: var(--rule); stroke-width: 1 }\n"
	       "svg.chart .axis { fill: var(--muted); font-size: 11px }\n"
	       "svg.chart .mark { fill: var(--accent) }\n"
	       "svg.chart .line { fill: none; stroke: var(--accent); stroke-width: 2 }\n";
}
