/*
 * \brief  Standard output of nucleus
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cerrno>

#include <unistd.h>

#include <host/console.h>

using namespace Host;


Console::Console() : _terminal(isatty(STDOUT_FILENO)) { }


/*
 * An escape sequence starts with "ESC [" and ends with a letter
 */
std::string Console::_without_escapes(std::string const &text)
{
	std::string result;
	result.reserve(text.size());

	for (size_t i = 0; i < text.size(); i++) {

		if (text[i] != '\033') {
			result += text[i];
			continue;
		}

		if (i + 1 < text.size() && text[i + 1] == '[')
			for (i += 2; i < text.size() && (text[i] < '@' || text[i] > '~'); i++);
	}
	return result;
}


void Console::write(std::string const &text) const
{
	std::string const output = _terminal ? text : _without_escapes(text);

	for (size_t written = 0; written < output.size(); ) {

		ssize_t const n = ::write(STDOUT_FILENO, output.data() + written, output.size() - written);
		if (n > 0)
			written += size_t(n);
		else if (n < 0 && errno != EINTR)
			return;
	}
}
