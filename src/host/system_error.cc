/*
 * \brief  Failure of an operation of the host
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cerrno>
#include <utility>

#include <host/system_error.h>

using namespace Host;


namespace {

	std::string quoted(std::filesystem::path const &path)
	{
		return path.empty() ? "" : " '" + path.string() + "'";
	}
}


std::string Host::reason_of_refusal(int number)
{
	std::string const reason = std::generic_category().message(number);

	return number == EAGAIN
	     ? reason + " (limit of processes and threads, see 'ulimit -u' and 'pids.max' of the control group)"
	     : reason;
}


System_error::System_error(std::string operation, std::filesystem::path path, int number)
:
	std::runtime_error("cannot " + operation + quoted(path) + ": "
	                   + std::generic_category().message(number)),
	_operation(std::move(operation)), _path(std::move(path)), _number(number)
{ }


std::error_condition System_error::condition() const
{
	return std::generic_category().default_error_condition(_number);
}


std::string System_error::reason() const
{
	return std::generic_category().message(_number);
}
