/*
 * \brief  Lines of the log for people
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/log_text.h>

#include <string_view>

#include <fmt/format.h>

#include <cli/text.h>

using namespace Cli;


namespace {

	constexpr uint64_t US_PER_SECOND = 1000000;

	/**
	 * Return text without the escape sequences that components color it with
	 */
	std::string uncolored(std::string_view text)
	{
		std::string result { };

		for (size_t i = 0; i < text.size(); i++) {

			if (text.substr(i, 2) != "\033[") {
				result += text[i];
				continue;
			}
			size_t const end = text.find_first_not_of("0123456789;", i + 2);
			if (end == text.npos)
				break;
			i = end;
		}
		return result;
	}

	std::string time_of_day(uint64_t time_us)
	{
		uint64_t const seconds = time_us/US_PER_SECOND;

		return fmt::format("{:02}:{:02}:{:02}.{:06}", seconds/3600 % 24, seconds/60 % 60, seconds % 60,
		                   time_us % US_PER_SECOND);
	}
}


bool Cli::line_of(Control::Log_line const &line, std::string const &label)
{
	std::string const text = uncolored(line.text);

	return text.starts_with("[" + label + "]") || text.starts_with("[" + label + " -> ");
}


std::string Cli::log_text(Control::Log_line const &line, bool with_time)
{
	return (with_time ? time_of_day(line.time_us) + " " : "") + harmless(uncolored(line.text));
}
