/*
 * \brief  What the definitions of the command line tell about a command
 *
 * Help texts, completions, and the manual page have this one source.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__GENERATE__DESCRIPTION_H_
#define _CLI__GENERATE__DESCRIPTION_H_

#include <string>
#include <vector>

namespace CLI { class App; }

namespace Cli {

	struct Option_description
	{
		std::vector<std::string> names { };    /* like "-o", "--output", empty for a positional */
		std::string              positional { };
		std::string              type { };     /* like "FILE", empty for a flag */
		std::string              description { };
		std::string              default_value { };
		bool                     required = false;
		bool                     repeated = false;
	};

	struct Command_description
	{
		std::string                     name { };
		std::string                     group { };
		std::string                     description { };
		std::string                     footer { };
		std::vector<Option_description> options { };
		std::vector<Option_description> positionals { };
	};

	/** Return commands in the order of the help text */
	std::vector<Command_description> describe(CLI::App const &);

	/** Return values of an option with this type, nothing if they are not a few known ones */
	std::vector<std::string> choices(std::string const &type);

	/** Return script for bash, see bash-completion */
	std::string bash_completion(CLI::App const &);

	/** Return script for zsh, to be found by compinit as "_recap" */
	std::string zsh_completion(CLI::App const &);

	/** Return manual page recap(1), for man */
	std::string manual_page(CLI::App const &, std::string const &version);
}

#endif /* _CLI__GENERATE__DESCRIPTION_H_ */
