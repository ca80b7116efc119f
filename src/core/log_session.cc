/*
 * \brief  LOG service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/log_session.h>

using namespace Core;


Genode::size_t Log_session_component::write(String const &string)
{
	if (!string.is_valid_string())
		return 0;

	size_t count = 0;
	for (char const *s = string.string(); *s; s++, count++) {

		bool const end = *s == '\n';
		if (!end)
			_line += *s;

		if (end || _line.size() >= MAX_LINE) {
			_sink.write("[" + label() + "] " + _line);
			_line.clear();
		}
	}
	return count;
}
