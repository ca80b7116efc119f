/*
 * \brief  Checkpoint and restore by CRIU
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/criu.h>

#include <filesystem>
#include <sstream>

using namespace Bench;


std::string Criu::_program() { return installed("criu").value_or("criu"); }


std::filesystem::path Criu::_directory() const
{
	return _workspace->file("criu-" + std::to_string(_number));
}


/*
 * Messages look like "Error (criu/vdso.c:381): vdso: Unexpected ..."
 */
std::string Criu::reasons(std::string const &output)
{
	std::string        result { };
	std::istringstream lines(output);

	for (std::string line { }; std::getline(lines, line); ) {

		auto const start = line.find("Error (");
		auto const colon = line.find("): ", start);

		if (start == std::string::npos || colon == std::string::npos)
			continue;

		/* that a helper of CRIU has failed is not the reason */
		std::string const reason = line.substr(colon + 3);
		if (!reason.starts_with("exited, "))
			result += (result.empty() ? "" : "; ") + reason;
	}
	return result.empty() ? "'criu check' fails" : result;
}


std::string Criu::obstacle(Workspace const &workspace) const
{
	if (!installed("criu"))
		return "not installed";

	Tool_result const check = execute({ _program(), "check" }, workspace.file("criu-check"));

	return check.success ? "" : "does not work on this host (" + reasons(check.output) + ")";
}


void Criu::start(Workspace const &workspace, Command const &target)
{
	_workspace = &workspace;
	_process   = std::make_unique<Child_process>([&] { return become_daemon(target); });
	_pid       = _process->pid();
}


void Criu::_dump(Command const &options)
{
	/* files of the checkpoint before are not needed any more */
	std::filesystem::remove_all(_directory());
	_number++;
	std::filesystem::create_directory(_directory());

	Command command { _program(), "dump", "--tree", std::to_string(_pid),
	                  "--images-dir", _directory().string() };

	command.insert(command.end(), options.begin(), options.end());

	_succeed(command, _workspace->file("criu-output"));
}


void Criu::checkpoint() { _dump({ "--leave-running" }); }


/*
 * A process that is dumped without further options is killed
 */
void Criu::kill()
{
	_dump({ });
	_process.reset();
}


void Criu::restore()
{
	_succeed({ _program(), "restore", "--restore-detached", "--images-dir", _directory().string() },
	         _workspace->file("criu-output"));
}
