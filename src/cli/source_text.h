/*
 * \brief  Text of a file with lines and columns
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__SOURCE_TEXT_H_
#define _CLI__SOURCE_TEXT_H_

#include <compare>
#include <string>

namespace Cli { struct Source_text; }


struct Cli::Source_text
{
	/**
	 * Line and column of a character, both start at 1
	 */
	struct Position
	{
		unsigned line, column;

		auto operator <=> (Position const &) const = default;
	};

	std::string const name;      /* of the file, for messages */
	std::string const content;

	/**
	 * Return position for an offset in bytes, the end of the text if it is
	 * beyond
	 */
	Position position(size_t offset) const;
};

#endif /* _CLI__SOURCE_TEXT_H_ */
