/*
 * \brief  Helpers of the tests of the command line tool
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support.h"

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include <cli/application.h>

using namespace Cli_test;


void Cli_test::write_file(Path const &path, std::string const &content)
{
	std::ofstream(path, std::ios::binary) << content;
}


std::string Cli_test::read_file(Path const &path)
{
	std::ifstream file(path, std::ios::binary);
	return { std::istreambuf_iterator<char>(file), { } };
}


Outcome Cli_test::recap(std::vector<std::string> const &arguments)
{
	std::vector<char const *> pointers { "recap" };
	for (auto const &argument : arguments)
		pointers.push_back(argument.c_str());

	testing::internal::CaptureStdout();
	testing::internal::CaptureStderr();

	int const code = Cli::run(int(pointers.size()), pointers.data());

	return { .code   = code,
	         .output = testing::internal::GetCapturedStdout(),
	         .errors = testing::internal::GetCapturedStderr() };
}
