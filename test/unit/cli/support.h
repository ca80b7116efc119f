/*
 * \brief  Helpers of the tests of the command line tool
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _TEST__UNIT__CLI__SUPPORT_H_
#define _TEST__UNIT__CLI__SUPPORT_H_

#include <filesystem>
#include <string>
#include <vector>

#include "../control/support.h"
#include "sample.h"

namespace Cli_test {

	using Path = std::filesystem::path;

	struct Outcome;

	void write_file(Path const &, std::string const &content);

	std::string read_file(Path const &);

	/**
	 * Execute the tool within this process
	 *
	 * \param arguments  without the name of the tool
	 */
	Outcome recap(std::vector<std::string> const &arguments);
}


struct Cli_test::Outcome
{
	int         code;
	std::string output;
	std::string errors;

	bool says(std::string const &text) const
	{
		return (output + errors).find(text) != std::string::npos;
	}
};

#endif /* _TEST__UNIT__CLI__SUPPORT_H_ */
