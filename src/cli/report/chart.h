/*
 * \brief  Charts as SVG
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__REPORT__CHART_H_
#define _CLI__REPORT__CHART_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace Cli {

	struct Chart_point
	{
		double      time;       /* seconds, of any origin */
		uint64_t    value;
		std::string tooltip;
	};

	struct Chart
	{
		enum class Form { BARS, LINE };

		std::string                           title;   /* for those who cannot see it */
		Form                                  form;
		std::vector<Chart_point>              points;  /* in the order of time */
		std::function<std::string (uint64_t)> format;  /* of values at the axis */
	};

	/**
	 * Return chart whose colors are defined by a style, see 'chart_style'
	 */
	std::string chart_svg(Chart const &);

	/** Return rules of CSS that charts refer to */
	std::string chart_style();
}

#endif /* _CLI__REPORT__CHART_H_ */
