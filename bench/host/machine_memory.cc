/*
 * \brief  Memory of the machine, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/host/machine_memory.h>

#include <cerrno>
#include <fstream>
#include <string>

#include <host/system_error.h>


namespace {

	/**
	 * Return bytes that a line like "MemAvailable:  24000 kB" tells
	 */
	uint64_t bytes_of_line(std::string const &path, std::string const &keyword)
	{
		std::ifstream file(path);

		for (std::string line { }; std::getline(file, line); )
			if (line.starts_with(keyword + ":"))
				return std::stoull(line.substr(keyword.size() + 1)) << 10;

		throw Host::System_error("find '" + keyword + "' in", path, ENODATA);
	}
}


/*
 * See proc_meminfo(5) and proc_pid_status(5)
 */
uint64_t Bench::available_memory() { return bytes_of_line("/proc/meminfo", "MemAvailable"); }


uint64_t Bench::private_memory(int pid)
{
	return bytes_of_line("/proc/" + std::to_string(pid) + "/status", "RssAnon");
}
