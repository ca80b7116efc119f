/*
 * \brief  Number of page faults of a process, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <string>
#include <string_view>

#include <unistd.h>

#include <host/fault_count.h>
#include <host/process_stat.h>

using namespace Host;


Fault_count::Fault_count(int pid)
: _file("/proc/" + std::to_string(pid) + "/stat", File::Mode::READ) { }


std::optional<uint64_t> Fault_count::value() const
{
	/* more than there is up to the fields in question */
	char buffer[512];

	ssize_t const size = pread(_file.descriptor(), buffer, sizeof(buffer), 0);
	if (size <= 0)
		return std::nullopt;

	std::string_view const line(buffer, size_t(size));

	auto const minor = stat_value(line, Stat_field::MINOR_FAULTS);
	auto const major = stat_value(line, Stat_field::MAJOR_FAULTS);

	return minor && major ? std::optional(*minor + *major) : std::nullopt;
}
