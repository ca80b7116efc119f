/*
 * \brief  Standard output of nucleus
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cerrno>

#include <unistd.h>

#include <host/console.h>

using namespace Host;


Console::Console() : _terminal(isatty(STDOUT_FILENO)) { }


namespace {

	constexpr char ERASE_TO_END_OF_LINE[] = "\033[K";

	/**
	 * Return length of the escape sequence for colors at a position, 0 if there
	 * is none
	 */
	size_t color_sequence(std::string const &text, size_t pos)
	{
		if (text.compare(pos, 2, "\033[") != 0)
			return 0;

		size_t const end = text.find_first_not_of("0123456789;", pos + 2);

		return end != std::string::npos && text[end] == 'm' ? end + 1 - pos : 0;
	}
}


std::string Console::_harmless(std::string const &text) const
{
	std::string result;
	result.reserve(text.size());

	for (size_t i = 0; i < text.size(); ) {

		if (size_t const length = color_sequence(text, i)) {
			if (_terminal)
				result += text.substr(i, length);
			i += length;
			continue;
		}

		char const c = text[i++];

		/* the tool may have drawn its progress where the line goes */
		if (c == '\n' && _terminal)
			result += ERASE_TO_END_OF_LINE;

		bool const control = (unsigned char)c < ' ' || c == 127;
		result += control && c != '\n' && c != '\t' ? '?' : c;
	}
	return result;
}


void Console::write(std::string const &text) const
{
	std::string const output = _harmless(text);

	for (size_t written = 0; written < output.size(); ) {

		ssize_t const n = ::write(STDOUT_FILENO, output.data() + written, output.size() - written);
		if (n > 0)
			written += size_t(n);
		else if (n < 0 && errno != EINTR)
			return;
	}
}
