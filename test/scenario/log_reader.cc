/*
 * \brief  Output of a program, line by line
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "log_reader.h"

#include <chrono>
#include <stdexcept>

using namespace Scenario_test;


namespace {

	/* nothing that is waited for takes that long, unless it never comes */
	constexpr std::chrono::seconds PATIENCE { 30 };

	/* layout of the status that 'pclose' returns */
	int exit_code_of(int status) { return (status & 0x7f) ? 128 + (status & 0x7f) : (status >> 8) & 0xff; }
}


void Log_reader::_read()
{
	std::string line;

	for (int c; (c = std::fgetc(_pipe)) != EOF; ) {

		if (c != '\n') {
			line.push_back(char(c));
			continue;
		}
		std::lock_guard const guard(_mutex);
		_lines.push_back(std::move(line));
		_changed.notify_all();
		line.clear();
	}
	std::lock_guard const guard(_mutex);
	_ended = true;
	_changed.notify_all();
}


Log_reader::Log_reader(std::string const &shell_command)
:
	_pipe(popen(shell_command.c_str(), "r"))
{
	if (!_pipe)
		throw std::runtime_error("cannot start '" + shell_command + "'");

	_thread = std::thread([this] { _read(); });
}


Log_reader::~Log_reader() { exit_code(); }


std::optional<std::string> Log_reader::wait_for(std::string const &text)
{
	std::unique_lock lock(_mutex);

	auto const deadline = std::chrono::steady_clock::now() + PATIENCE;

	for (;;) {
		for (; _cursor < _lines.size(); _cursor++)
			if (_lines[_cursor].find(text) != std::string::npos)
				return _lines[_cursor++];

		if (_ended || _changed.wait_until(lock, deadline) == std::cv_status::timeout)
			return std::nullopt;
	}
}


void Log_reader::skip()
{
	std::lock_guard const guard(_mutex);
	_cursor = _lines.size();
}


std::vector<std::string> Log_reader::lines(std::string const &text) const
{
	std::lock_guard const guard(_mutex);

	std::vector<std::string> result;
	for (std::string const &line : _lines)
		if (line.find(text) != std::string::npos)
			result.push_back(line);

	return result;
}


int Log_reader::exit_code()
{
	if (_thread.joinable())
		_thread.join();

	if (!_exit_code)
		_exit_code = exit_code_of(pclose(_pipe));

	return *_exit_code;
}
