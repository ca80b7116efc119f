/*
 * \brief  Text within HTML and SVG
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__MARKUP_H_
#define _CLI__MARKUP_H_

#include <string>

#include <cli/text.h>

namespace Cli {

	/**
	 * Return text with all that markup could consist of replaced
	 */
	inline std::string markup(std::string const &text)
	{
		std::string result { };

		for (char const c : harmless(text))
			switch (c) {
			case '<':  result += "&lt;";   break;
			case '>':  result += "&gt;";   break;
			case '&':  result += "&amp;";  break;
			case '"':  result += "&quot;"; break;
			case '\'': result += "&#39;";  break;
			default:   result += c;
			}
		return result;
	}
}

#endif /* _CLI__MARKUP_H_ */
