/*
 * \brief  Other system for checkpoint and restore
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/peer.h>

#include <bench/driver/failure.h>

using namespace Bench;


void Peer::_succeed(Command const &command, std::filesystem::path const &output)
{
	Tool_result const result = execute(command, output);
	if (result.success)
		return;

	std::string text { };
	for (std::string const &part : command)
		text += (text.empty() ? "" : " ") + part;

	throw Failure("'" + text + "' failed:\n" + result.output);
}
