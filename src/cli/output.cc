/*
 * \brief  Standard output and standard error stream
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/output.h>

#include <cstdio>

#include <cli/failure.h>
#include <cli/text.h>

using namespace Cli;


void Cli::print(std::string const &text) { fwrite(text.data(), 1, text.size(), stdout); }


void Cli::tell(std::string const &text) { fwrite(text.data(), 1, text.size(), stderr); }


void Cli::complain(std::string const &line) { tell("recap: " + harmless(line) + "\n"); }


void Cli::flush_output()
{
	if (fflush(stdout) != 0)
		throw Failure("the output could not be written");
}


void Cli::finish_output()
{
	if (fflush(stdout) != 0 || ferror(stdout))
		throw Failure("the output could not be written completely; check the space behind it");
}
