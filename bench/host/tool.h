/*
 * \brief  Tool of the host that is executed from start to end
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__HOST__TOOL_H_
#define _BENCH__HOST__TOOL_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace Bench {

	/** Program and its arguments */
	using Command = std::vector<std::string>;

	struct Tool_result;

	/**
	 * Return path of a program that users can call by its name
	 *
	 * Directories of programs for the administrator are looked at as well.
	 */
	std::optional<std::filesystem::path> installed(std::string const &name);

	/**
	 * Execute a program and wait for its end
	 *
	 * \param output  file for what it writes
	 *
	 * \throw Host::System_error
	 */
	Tool_result execute(Command const &, std::filesystem::path const &output);

	/**
	 * Replace the process by a program of a session of its own, without
	 * standard streams
	 *
	 * \return  exit value if it cannot be executed
	 */
	int become_daemon(Command const &);
}


struct Bench::Tool_result
{
	bool        success;
	std::string output;
};

#endif /* _BENCH__HOST__TOOL_H_ */
