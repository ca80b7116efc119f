/*
 * \brief  Names of running systems
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__SYSTEM_OPTION_H_
#define _CLI__SYSTEM_OPTION_H_

#include <filesystem>
#include <string>

#include <CLI/CLI.hpp>

#include <control/client.h>

namespace Cli {

	class System_option;

	/** Return true if the name consists of letters, digits, '_', and '-' */
	bool valid_system_name(std::string const &);

	/**
	 * Return socket of a system
	 *
	 * \throw Usage_failure  invalid name
	 * \throw Failure        its directory is not private
	 */
	std::filesystem::path system_socket(std::string const &name);
}


/**
 * Option of commands that talk to a running system
 */
class Cli::System_option
{
	private:

		std::string _name { "default" };

	public:

		static constexpr size_t MAX_NAME_LENGTH = 48;

		/**
		 * Constructor
		 *
		 * \param option  like "--system"
		 * \param type    what completions take it for
		 */
		System_option(CLI::App &app, char const *option, char const *description, char const *type);

		explicit System_option(CLI::App &app)
		: System_option(app, "--system", "name of the system, as given to 'recap run --name'", "SYSTEM") { }

		std::string const &name() const { return _name; }

		/**
		 * \throw Failure  no system of this name runs
		 */
		Control::Client connect() const;
};

#endif /* _CLI__SYSTEM_OPTION_H_ */
