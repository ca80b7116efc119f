/*
 * \brief  What Linux tells about a process in one line
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <charconv>

#include <host/process_stat.h>

using namespace Host;


std::optional<uint64_t> Host::stat_value(std::string_view line, Stat_field field)
{
	/* first field behind the name of the program */
	constexpr unsigned STATE = 3;

	/* the name in parentheses may contain anything */
	size_t const name_end = line.rfind(") ");
	if (name_end == std::string_view::npos)
		return std::nullopt;

	line.remove_prefix(name_end + 2);

	for (unsigned i = STATE; i < unsigned(field); i++) {
		size_t const space = line.find(' ');
		if (space == std::string_view::npos)
			return std::nullopt;

		line.remove_prefix(space + 1);
	}

	char const * const line_end = line.data() + line.size();

	uint64_t value = 0;
	auto const [end, error] = std::from_chars(line.data(), line_end, value);

	/* a number at the end may go on */
	return error == std::errc() && end != line_end ? std::optional(value) : std::nullopt;
}
