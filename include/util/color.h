/*
 * \brief  Color
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__COLOR_H_
#define _INCLUDE__UTIL__COLOR_H_

#include <util/string.h>

namespace Genode {

	struct Color;

	/**
	 * Read color in the form '#rrggbb'
	 *
	 * \return  number of consumed characters, 0 if there is no color
	 */
	inline size_t ascii_to(char const *s, Color &result);
}


/**
 * Color, each component is between 0 and 255
 */
struct Genode::Color
{
	int r = 0, g = 0, b = 0, a = 0;

	Color() { }

	Color(int red, int green, int blue, int alpha = 255)
	: r(red), g(green), b(blue), a(alpha) { }

	bool opaque()      const { return a == 255; }
	bool transparent() const { return a == 0; }

	/* older names */
	bool is_opaque()      const { return opaque(); }
	bool is_transparent() const { return transparent(); }

	/* the alpha component does not count */
	bool operator == (Color const &other) const { return r == other.r && g == other.g && b == other.b; }
	bool operator != (Color const &other) const { return !(*this == other); }
};


Genode::size_t Genode::ascii_to(char const *s, Color &result)
{
	enum { DIGITS = 6 };

	if (s[0] != '#')
		return 0;

	/* a missing digit ends the text as well */
	int value[DIGITS];
	for (unsigned i = 0; i < DIGITS; i++) {
		if (!is_digit(s[i + 1], true))
			return 0;
		value[i] = digit(s[i + 1], true);
	}
	result = Color(value[0] << 4 | value[1], value[2] << 4 | value[3], value[4] << 4 | value[5]);
	return DIGITS + 1;
}

#endif /* _INCLUDE__UTIL__COLOR_H_ */
