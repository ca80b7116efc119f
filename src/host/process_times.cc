/*
 * \brief  Time that a process has used, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/process_times.h>

#include <unistd.h>

#include <fstream>
#include <string>

#include <host/process_stat.h>

using namespace Host;


std::optional<uint64_t> Host::process_time_us(uint64_t pid)
{
	std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
	std::string   line { };

	if (!std::getline(file, line))
		return std::nullopt;

	auto const user   = stat_value(line, Stat_field::USER_TIME);
	auto const system = stat_value(line, Stat_field::SYSTEM_TIME);

	if (!user || !system)
		return std::nullopt;

	return (*user + *system)*1000000/uint64_t(::sysconf(_SC_CLK_TCK));
}
