/*
 * \brief  Time that a process has used, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/process_times.h>

#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>


std::optional<uint64_t> Host::process_time_us(uint64_t pid)
{
	std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
	std::string   line { };

	if (!std::getline(file, line))
		return std::nullopt;

	/* the name in parentheses may contain anything, the state follows it */
	size_t const end = line.rfind(')');
	if (end == std::string::npos)
		return std::nullopt;

	std::istringstream fields(line.substr(end + 1));
	std::string        skipped { };
	for (unsigned i = 0; i < 11; i++)
		fields >> skipped;

	uint64_t user = 0, system = 0;
	if (!(fields >> user >> system))
		return std::nullopt;

	return (user + system)*1000000/uint64_t(::sysconf(_SC_CLK_TCK));
}
