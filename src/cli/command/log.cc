/*
 * \brief  Command 'log'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/log.h>

#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/json.h>
#include <cli/label.h>
#include <cli/log_text.h>
#include <cli/output.h>
#include <control/limits.h>

using namespace Cli;

using Control::Log_line;


Log_command::Log_command(CLI::App &parent)
:
	Command(parent, "log", "Show the latest lines of the log of a running system",
	        "recap log -f sheep_counter")
{
	_options().add_option("component", _component, "show only lines of this component and its children, "
	                                               "or of 'core'")->type_name("NAME");
	_options().add_flag("-f,--follow", _follow, "go on with new lines until the system ends");
	_options().add_option("-n,--lines", _lines, "show at most this many lines of what was said so far")
		->type_name("N");
	_options().add_option("--until", _until, "go on until a line contains this text, and fail if the system "
	                                         "ends before")->type_name("TEXT");
	auto * const time = _options().add_flag("--time", _time, "show when each line was written");
	_options().add_flag("--json", _json, "write JSON for programs, one object a line")->excludes(time);
}


/**
 * Print lines of interest
 *
 * \return  true if the line that the user waits for was among them
 */
bool Log_command::_print(std::vector<Log_line> lines) const
{
	if (!_component.empty())
		std::erase_if(lines, [&] (Log_line const &line) { return !line_of(line, _component); });

	bool found = false;
	for (Log_line const &line : lines) {

		print(_json ? Cli::line(json(line)) : log_text(line, _time) + "\n");

		found = !_until.empty() && line.text.find(_until) != std::string::npos;
		if (found)
			break;
	}
	flush_output();
	return found;
}


void Log_command::_follow_log(Control::Client &client, uint64_t last) const
{
	try {
		for (;;) {
			auto lines = client.log(last, std::chrono::milliseconds(Control::MAX_LOG_WAIT_MS));
			if (lines.empty())
				continue;

			if (uint64_t const lost = lines.front().number - last - 1)
				complain(fmt::format("{} lines came too fast to be shown", lost));

			last = lines.back().number;
			if (_print(std::move(lines)))
				return;
		}
	}
	catch (Control::Client::Connection_lost const &) {

		if (!_until.empty())
			throw Failure(fmt::format("the system has ended before it said '{}'", _until));

		/* the end of the system is the regular end of this */
		complain("the system has ended");
	}
}


int Log_command::execute()
{
	Control::Client client = _system.connect();

	if (!_component.empty() && _component != "core")
		_component = resolved_label(_component, client.components());

	auto lines = client.log(0, std::chrono::milliseconds(0));

	uint64_t const last = lines.empty() ? 0 : lines.back().number;

	if (_lines) {
		if (!_component.empty())
			std::erase_if(lines, [&] (Log_line const &line) { return !line_of(line, _component); });
		if (lines.size() > *_lines)
			lines.erase(lines.begin(), lines.end() - ptrdiff_t(*_lines));
	}

	bool const found = _print(std::move(lines));

	if (!found && (_follow || !_until.empty()))
		_follow_log(client, last);

	return SUCCESS;
}
