/*
 * \brief  Number of page faults of a process, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cerrno>
#include <cstdio>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>

#include <host/fault_count.h>
#include <host/process_stat.h>
#include <host/system_error.h>

using namespace Host;


namespace {

	/*
	 * The file has no name, because that would take memory
	 */
	File opened(int pid, int thread_id)
	{
		char path[64];

		if (thread_id)
			(void)snprintf(path, sizeof(path), "/proc/%d/task/%d/stat", pid, thread_id);
		else
			(void)snprintf(path, sizeof(path), "/proc/%d/stat", pid);

		int const descriptor = open(path, O_RDONLY | O_CLOEXEC);
		if (descriptor < 0)
			throw System_error("open", path, errno);

		return File::adopted(descriptor, "");
	}
}


Fault_count::Fault_count(int pid, int thread_id) : _file(opened(pid, thread_id)) { }


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
