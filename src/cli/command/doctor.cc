/*
 * \brief  Command 'doctor'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/command/doctor.h>

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/json.h>
#include <cli/output.h>
#include <cli/store_option.h>
#include <cli/system_option.h>
#include <cli/text.h>
#include <host/diagnosis.h>
#include <host/program.h>

using namespace Cli;

using Host::Finding;
using Severity = Host::Finding::Severity;


namespace {

	char const *name(Severity severity)
	{
		switch (severity) {
		case Severity::OK:      return "ok";
		case Severity::LIMITED: return "limited";
		case Severity::MISSING: return "missing";
		}
		return "?";
	}

	Finding sockets()
	{
		try {
			auto const path = system_socket("default");
			return { Severity::OK, "control sockets", "in '" + path.parent_path().string() + "'", "", "" };
		}
		catch (std::exception const &error) {
			return { Severity::MISSING, "control sockets", error.what(), "systems cannot be reached",
			         "set XDG_RUNTIME_DIR to a directory of your own" };
		}
	}

	Finding store()
	{
		try {
			auto path = default_store();

			std::error_code error { };
			while (!std::filesystem::exists(path, error) && path.has_relative_path())
				path = path.parent_path();

			auto const space = std::filesystem::space(path, error);
			if (error)
				throw Failure(error.message());
			if (!Host::writable_directory(path))
				throw Failure(fmt::format("'{}' cannot be written, '{}' would be there", path.string(),
				                          default_store().string()));

			return { Severity::OK, "catalogue", fmt::format("'{}', {} MiB free", default_store().string(),
			                                                space.available >> 20), "", "" };
		}
		catch (std::exception const &error) {
			return { Severity::LIMITED, "catalogue", error.what(), "snapshots need a file name each",
			         "set RECAP_STORE to a directory" };
		}
	}

	Finding program(char const *name, char const *cost, char const *advice)
	{
		auto const path = Host::find_program(name);
		if (path)
			return { Severity::OK, name, path->string(), "", "" };

		return { Severity::LIMITED, name, "not found", cost, advice };
	}

	std::string findings_text(std::vector<Finding> const &findings)
	{
		std::string result { };
		for (Finding const &finding : findings) {
			result += fmt::format("{:<8} {:<16} {}\n", name(finding.severity), finding.subject,
			                      harmless(finding.state));
			if (!finding.cost.empty())
				result += fmt::format("{:25} cost:   {}\n", "", finding.cost);
			if (!finding.advice.empty())
				result += fmt::format("{:25} advice: {}\n", "", finding.advice);
		}
		return result;
	}

	Json findings_json(std::vector<Finding> const &findings)
	{
		auto text_or_null = [] (std::string const &text) { return text.empty() ? Json() : Json(text); };

		Json result = Json::array();
		for (Finding const &finding : findings)
			result.push_back(Json { { "subject",  finding.subject },
			                        { "severity", name(finding.severity) },
			                        { "state",    finding.state },
			                        { "cost",     text_or_null(finding.cost) },
			                        { "advice",   text_or_null(finding.advice) } });
		return result;
	}
}


Doctor_command::Doctor_command(CLI::App &parent)
:
	Command(parent, "doctor", "Check what the host offers, and say what each lack costs",
	        "recap doctor\n\n"
	        "The exit code is 1 if systems cannot run on this host.")
{
	_options().add_flag("--json", _json, "write JSON for programs");
}


int Doctor_command::execute()
{
	auto findings = Host::diagnose();

	findings.push_back(sockets());
	findings.push_back(store());
	findings.push_back(program("dot", "'recap graph' and 'recap report' draw nothing, 'recap graph -o "
	                                  "FILE.dot' works", "install the package graphviz"));
	findings.push_back(program("gdb", "core files and live components cannot be looked at",
	                           "install the package gdb"));

	auto count = [&] (Severity severity) {
		return std::ranges::count(findings, severity, &Finding::severity); };

	if (_json)
		print(text(findings_json(findings)));
	else
		print(findings_text(findings)
		    + (count(Severity::MISSING) ? "systems cannot run on this host\n"
		     : count(Severity::LIMITED) ? "systems run on this host, with the limits above\n"
		     :                            "systems run on this host without limits\n"));

	return count(Severity::MISSING) ? REQUEST_FAILED : SUCCESS;
}
