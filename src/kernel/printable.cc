/*
 * \brief  Text of components for terminals
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstdint>

#include <kernel/printable.h>


namespace {

	/**
	 * Return length of the colour sequence at the start of the text, 0 if there is none
	 */
	size_t colour_sequence(std::string_view text)
	{
		if (!text.starts_with("\033["))
			return 0;

		size_t const end = text.find_first_not_of("0123456789;", 2);

		return end != text.npos && text[end] == 'm' ? end + 1 : 0;
	}

	/**
	 * Return length of the character at the start of the text, 0 if it is not
	 * valid or a control character (RFC 3629)
	 */
	size_t character(std::string_view text)
	{
		auto const byte = [&] (size_t i) { return i < text.size() ? uint8_t(text[i]) : 0; };

		uint8_t const first = byte(0);

		if (first < 0x80)
			return first == '\t' || (first >= ' ' && first != 0x7f) ? 1 : 0;

		size_t const length = first >= 0xc2 && first <= 0xdf ? 2
		                    : first >= 0xe0 && first <= 0xef ? 3
		                    : first >= 0xf0 && first <= 0xf4 ? 4 : 0;

		for (size_t i = 1; i < length; i++)
			if ((byte(i) & 0xc0) != 0x80)
				return 0;

		/* control characters from 0x80 to 0x9f, too long forms, surrogates, beyond the last character */
		uint8_t const second = byte(1);

		bool const invalid = (first == 0xc2 && second < 0xa0)
		                  || (first == 0xe0 && second < 0xa0)
		                  || (first == 0xed && second > 0x9f)
		                  || (first == 0xf0 && second < 0x90)
		                  || (first == 0xf4 && second > 0x8f);

		return invalid ? 0 : length;
	}
}


std::string Kernel::printable(std::string_view text)
{
	std::string result;
	result.reserve(text.size());

	while (!text.empty()) {

		size_t const colour = colour_sequence(text);
		size_t const length = colour ? colour : character(text);

		if (length)
			result += text.substr(0, length);
		else
			result += '?';

		text.remove_prefix(length ? length : 1);
	}
	return result;
}
