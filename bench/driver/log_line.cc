/*
 * \brief  Line of a system's log
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/log_line.h>

using namespace Bench;


Log_line::Log_line(std::string const &line)
{
	auto const end = line.starts_with('[') ? line.find("] ") : std::string::npos;

	if (end == std::string::npos) {
		text = line;
		return;
	}
	label = line.substr(1, end - 1);
	text  = line.substr(end + 2);
}
