/*
 * \brief  Command 'completion'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__COMPLETION_H_
#define _CLI__COMMAND__COMPLETION_H_

#include <cli/command.h>

namespace Cli { class Completion_command; }


class Cli::Completion_command : public Command
{
	private:

		CLI::App const &_app;
		std::string     _shell { };
		bool            _json = false;

	public:

		explicit Completion_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__COMPLETION_H_ */
