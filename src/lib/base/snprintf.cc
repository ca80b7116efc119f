/*
 * \brief  Output of format strings into a character buffer
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/snprintf.h>

using namespace Genode;


String_console::String_console(char *dst, size_t dst_len)
:
	_dst(dst), _dst_len(dst ? dst_len : 0)
{
	if (_dst_len)
		_dst[0] = 0;
}


void String_console::_out_char(char c)
{
	if (_len + 1 >= _dst_len)
		return;

	_dst[_len++] = c;
	_dst[_len]   = 0;
}


int Genode::snprintf(char *dst, size_t dst_len, char const *format, ...)
{
	String_console console(dst, dst_len);

	va_list list;
	va_start(list, format);
	console.vprintf(format, list);
	va_end(list);

	return (int)console.len();
}
