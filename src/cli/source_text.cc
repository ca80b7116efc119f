/*
 * \brief  Text of a file with lines and columns
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/source_text.h>

#include <algorithm>
#include <string_view>

using namespace Cli;


Source_text::Position Source_text::position(size_t offset) const
{
	Position result { 1, 1 };

	for (char const c : std::string_view(content).substr(0, std::min(offset, content.size()))) {

		if (c == '\n')
			result = { result.line + 1, 1 };

		/* a character of several bytes counts once */
		else if ((static_cast<unsigned char>(c) & 0xc0) != 0x80)
			result.column++;
	}
	return result;
}
