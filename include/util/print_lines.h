/*
 * \brief  Line-wise processing of text
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__PRINT_LINES_H_
#define _INCLUDE__UTIL__PRINT_LINES_H_

#include <base/log.h>
#include <util/string.h>

namespace Genode {

	template <size_t MAX_LINE_LEN, typename FUNC>
	inline void print_lines(char const *, size_t, FUNC const &);
}


/**
 * Call 'func' with each line of a text
 *
 * \param MAX_LINE_LEN  size of the line buffer in bytes, longer lines are
 *                      truncated
 * \param string        text, which ends after 'len' characters or at a
 *                      terminating zero
 * \param func          functor called with the line as 'char const *'
 *
 * Empty lines at the beginning are skipped. The indentation of the first line
 * is taken away from all lines, so that an excerpt of a nested structure
 * appears as if it was not nested.
 */
template <Genode::size_t MAX_LINE_LEN, typename FUNC>
inline void Genode::print_lines(char const *string, size_t len, FUNC const &func)
{
	static_assert(MAX_LINE_LEN > 0, "no space for the terminating zero");

	auto is_blank = [] (char c) { return c == ' ' || c == '\t'; };

	char const * const end = string + Cstring(string, len).length();
	char const *       pos = string;

	while (pos != end && *pos == '\n')
		pos++;

	size_t indent = 0;
	while (pos + indent != end && is_blank(pos[indent]))
		indent++;

	while (pos != end) {

		for (size_t i = 0; i < indent && pos != end && is_blank(*pos); i++)
			pos++;

		size_t line_len = 0;
		while (pos + line_len != end && pos[line_len] != '\n')
			line_len++;

		char line[MAX_LINE_LEN];
		strncpy(line, pos, min(line_len + 1, MAX_LINE_LEN));

		func((char const *)line);

		pos += line_len;
		if (pos != end)
			pos++;
	}
}

#endif /* _INCLUDE__UTIL__PRINT_LINES_H_ */
