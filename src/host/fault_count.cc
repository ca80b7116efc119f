/*
 * \brief  Number of page faults of a process, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <charconv>
#include <string>
#include <string_view>

#include <unistd.h>

#include <host/fault_count.h>

using namespace Host;


namespace {

	/*
	 * Return a field of what follows the name of the program, counted from 0,
	 * which is the state of the process
	 */
	std::optional<uint64_t> field(std::string_view fields, unsigned number)
	{
		for (unsigned i = 0; i < number; i++) {
			size_t const space = fields.find(' ');
			if (space == std::string_view::npos)
				return std::nullopt;

			fields.remove_prefix(space + 1);
		}

		uint64_t value = 0;
		auto const [end, error] = std::from_chars(fields.data(), fields.data() + fields.size(), value);

		/* a number at the end of the buffer may go on */
		return error == std::errc() && end != fields.data() + fields.size() ? std::optional(value)
		                                                                    : std::nullopt;
	}
}


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

	/* the name in parentheses may contain anything */
	size_t const end = line.rfind(") ");
	if (end == std::string_view::npos)
		return std::nullopt;

	std::string_view const fields = line.substr(end + 2);

	auto const minor = field(fields, 7), major = field(fields, 9);

	return minor && major ? std::optional(*minor + *major) : std::nullopt;
}
