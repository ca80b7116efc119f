/*
 * \brief  Checkpoint and restore by DMTCP
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/dmtcp.h>

#include <fstream>

#include <bench/driver/failure.h>

using namespace Bench;


namespace {

	constexpr std::chrono::seconds PATIENCE { 30 };

	std::string program(char const *name) { return installed(name).value_or(name); }
}


std::string Dmtcp::obstacle(Workspace const &) const
{
	for (char const * const name : { "dmtcp_launch", "dmtcp_command", "dmtcp_restart" })
		if (!installed(name))
			return "not installed";

	return { };
}


std::filesystem::path Dmtcp::_image() const
{
	for (auto const &entry : std::filesystem::directory_iterator(_workspace->file("dmtcp")))
		if (entry.path().extension() == ".dmtcp")
			return entry.path();

	throw Failure("dmtcp has not written a checkpoint");
}


void Dmtcp::_launch(char const *name, Command const &arguments)
{
	/* the new coordinator writes its own number */
	std::filesystem::remove(_workspace->file("dmtcp-port"));

	Command command { program(name), "--new-coordinator", "--coord-port", "0",
	                  "--port-file", _workspace->file("dmtcp-port").string(),
	                  "--ckptdir", _workspace->file("dmtcp").string() };

	command.insert(command.end(), arguments.begin(), arguments.end());

	_process = std::make_unique<Child_process>([&] { return become_daemon(command); });
}


void Dmtcp::_request(char const *option)
{
	std::string port { };
	std::ifstream(_workspace->file("dmtcp-port")) >> port;

	_succeed({ program("dmtcp_command"), "--coord-port", port, option }, _workspace->file("dmtcp-output"));
}


void Dmtcp::start(Workspace const &workspace, Command const &target)
{
	_workspace = &workspace;
	std::filesystem::create_directory(_workspace->file("dmtcp"));

	Command arguments { "--no-gzip" };
	arguments.insert(arguments.end(), target.begin(), target.end());

	_launch("dmtcp_launch", arguments);
}


void Dmtcp::checkpoint() { _request("--bcheckpoint"); }


void Dmtcp::kill()
{
	_request("--kill");

	if (!_process->wait_for_end(PATIENCE))
		throw Failure("the process under dmtcp does not end");

	_process.reset();
}


void Dmtcp::restore() { _launch("dmtcp_restart", { _image().string() }); }
