/*
 * \brief  Whole system, driven through its public interfaces
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "system.h"

#include <atomic>
#include <csignal>
#include <fstream>

#include <gtest/gtest.h>

using namespace Scenario_test;


namespace {

	std::string quoted(std::string const &text) { return "'" + text + "'"; }

	/* the control sockets of a test are found in its own directory only */
	std::string environment(Scratch_directory const &directory)
	{
		return "XDG_RUNTIME_DIR=" + quoted((directory / "").string()) + " ";
	}

	std::string unique_name()
	{
		static std::atomic<unsigned> count { 0 };

		return "test_" + std::to_string(++count);
	}
}


unsigned long Scenario_test::number_after(std::string const &line, std::string const &text)
{
	size_t const at = line.find(text);

	return at == std::string::npos ? 0 : std::strtoul(line.c_str() + at + text.size(), nullptr, 10);
}


Outcome Scenario_test::tool(Scratch_directory const &directory, std::string const &arguments)
{
	Log_reader program(environment(directory) + "exec " + quoted(RECAP_TOOL) + " " + arguments + " 2>&1");

	int const code = program.exit_code();

	std::string output;
	for (std::string const &line : program.lines())
		output += line + "\n";

	return { code, output };
}


System::System(Scratch_directory const &directory, std::string const &scenario,
               std::string const &options)
:
	_name(unique_name()), _directory(directory)
{
	Path const config = directory / (_name + ".xml");

	std::ofstream(config) << scenario;

	_log.emplace(environment(directory) + quoted(RECAP_TOOL) + " run " + quoted(config)
	             + " --name " + _name + " --rom " + quoted(TEXT_DIRECTORY) + " " + options + " 2>&1");
}


System::~System()
{
	if (testing::Test::HasFailure())
		for (std::string const &line : _log->lines())
			std::cerr << "    " << line << "\n";

	stop();
}


Control::Client &System::client()
{
	if (!_client)
		_client.emplace(_directory / "recap" / (_name + ".socket"));

	return *_client;
}


void Scenario_test::expect_clean(System &system)
{
	auto const errors = system.log().lines("Error");
	EXPECT_TRUE(errors.empty()) << errors.front();
}


Outcome System::tool(std::string const &arguments) const
{
	return Scenario_test::tool(_directory, arguments + " --system " + _name);
}


void System::send_signal(std::string const &label, int signal)
{
	pid_t pid = 0;
	for (Control::Component_status const &status : client().components())
		if (status.label == label)
			pid = pid_t(status.pid);

	ASSERT_GT(pid, 0) << "\"" << label << "\" has no process";
	::kill(pid, signal);
}


std::optional<Control::Capability> System::capability(std::string const &component,
                                                      std::string const &name)
{
	for (Control::Capability const &cap : client().capabilities(component))
		if (cap.name == name)
			return cap;

	return std::nullopt;
}


int System::stop()
{
	_client.reset();

	/* who is about to start would not be found, and run on */
	if (_log->lines().empty())
		(void)_log->wait_for("");

	/* fails if the system has ended already */
	(void)tool("stop");

	return _log->exit_code();
}


std::string Scenario_test::scenario(std::string const &children)
{
	std::string services;
	for (char const * const name : { "ROM", "RAM", "PD", "CPU", "RM", "LOG", "Rtcr" })
		services += "<service name=\"" + std::string(name) + "\"/>";

	return "<config>\n<parent-provides>" + services + "</parent-provides>\n"
	       "<default-route> <any-service> <parent/> <any-child/> </any-service> </default-route>\n"
	       + children + "</config>\n";
}


std::string Scenario_test::child(std::string const &name, std::string const &quantum,
                                 std::string const &content)
{
	return "<start name=\"" + name + "\"> <resource name=\"RAM\" quantum=\"" + quantum + "\"/> "
	       + content + "</start>\n";
}


std::string Scenario_test::timer()
{
	return child("timer", "2M", "<provides> <service name=\"Timer\"/> </provides>");
}
