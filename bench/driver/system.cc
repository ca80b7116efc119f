/*
 * \brief  System to be measured
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/system.h>

#include <span>

using namespace Bench;


namespace {

	constexpr std::chrono::seconds PATIENCE { 30 };

	/* lines that tell what happened before a failure */
	constexpr size_t NUM_RECENT = 10;
}


Piped_program::Arguments System::_arguments(Context const &context, Scenario const &scenario,
                                            Cpus const &cpus, Priority priority) const
{
	std::string const config_content = scenario.xml();

	Host::File config(_workspace.file("config"), Host::File::Mode::CREATE);
	config.pwrite_all(std::as_bytes(std::span(config_content)), 0);

	std::vector<std::string> arguments {
		"--config",   config.path().string(),
		"--socket",   _workspace.file("socket").string(),
		"--memory",   std::to_string(scenario.memory()),
		"--rom",      (context.build/"rom").string(),
		"--ready-fd", std::to_string(_ready.write_end().descriptor()) };

	if (priority == Priority::REAL_TIME)
		arguments.push_back("--real-time");

	return { .path      = context.build/"bin"/"recap-nucleus",
	         .arguments = std::move(arguments),
	         .cpus      = cpus,
	         .inherited = _ready.write_end() };
}


System::System(Context const &context, Scenario const &scenario, Cpus const &cpus, Priority priority)
:
	_workspace(std::filesystem::temp_directory_path()),
	_nucleus(_arguments(context, scenario, cpus, priority)),
	_watch(context.interruption, _nucleus)
{
	if (!_ready.wait())
		_fail("the system did not start");

	_client.emplace(_workspace.file("socket"));
}


void System::_fail(char const *reason) const
{
	std::string message = reason;
	for (std::string const &line : _recent)
		message += "\n  | " + line;

	throw Failure(message);
}


Log_line System::_checked(std::optional<std::string> const &text)
{
	if (!text)
		_fail("the system has ended");

	_recent.push_back(*text);
	if (_recent.size() > NUM_RECENT)
		_recent.pop_front();

	Log_line const line(*text);
	if (line.error())
		_fail("a component reports an error");

	return line;
}


Log_line System::line()
{
	try { return _checked(_nucleus.line(PATIENCE)); }
	catch (Piped_program::Silent) { _fail("the system is silent"); }
}


std::optional<Log_line> System::pending_line()
{
	try { return _checked(_nucleus.line({ })); }
	catch (Piped_program::Silent) { return { }; }
}
