/*
 * \brief  Command of the tool
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND_H_
#define _CLI__COMMAND_H_

#include <string>

#include <CLI/CLI.hpp>

namespace Cli { class Command; }


class Cli::Command
{
	private:

		CLI::App &_app;

		Command(Command const &) = delete;
		Command &operator = (Command const &) = delete;

	protected:

		/** Return parser that the command adds its options to */
		CLI::App &_options() { return _app; }

	public:

		/**
		 * Constructor
		 *
		 * \param example  shown by --help
		 */
		Command(CLI::App &parent, char const *name, char const *description,
		        std::string const &example)
		:
			_app(*parent.add_subcommand(name, description))
		{
			_app.footer("Example:\n  " + example);
		}

		virtual ~Command() { }

		/** Return true if the command was given */
		bool given() const { return _app.parsed(); }

		/** Define heading that the help of the tool shows the command under */
		void group(char const *name) { _app.group(name); }

		std::string name() const { return _app.get_name(); }

		/**
		 * Execute command after its options were parsed
		 *
		 * \return  exit code
		 *
		 * \throw Failure, and whatever the parts of the project throw
		 */
		virtual int execute() = 0;
};

#endif /* _CLI__COMMAND_H_ */
