/*
 * \brief  Text for terminals
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/text.h>

#include <cstdint>

using namespace Cli;


std::string Cli::harmless(std::string_view text)
{
	std::string result(text);

	for (size_t i = 0; i < result.size(); i++) {

		auto const c    = static_cast<unsigned char>(result[i]);
		auto const next = i + 1 < result.size() ? static_cast<unsigned char>(result[i + 1]) : 0;

		/* in UTF-8, the control characters above 127 start with 0xc2 */
		bool const upper_control = c == 0xc2 && next >= 0x80 && next < 0xa0;

		if (c < ' ' || c == 0x7f || upper_control)
			result[i] = '?';
		if (upper_control)
			result.erase(i + 1, 1);
	}
	return result;
}


std::string Cli::joined(std::vector<std::string> const &texts, char const *separator)
{
	std::string result { };

	for (std::string const &text : texts)
		result += (result.empty() ? "" : separator) + text;

	return result;
}


std::string Cli::counted(uint64_t count, char const *singular, char const *plural)
{
	return std::to_string(count) + " " + (count == 1 ? singular : plural);
}
