/*
 * \brief  Command 'inspect'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__INSPECT_H_
#define _CLI__COMMAND__INSPECT_H_

#include <string>

#include <cli/command.h>

namespace Cli { class Inspect_command; }


class Cli::Inspect_command : public Command
{
	private:

		std::string _file { };
		bool        _json = false;
		bool        _caps = false;

	public:

		explicit Inspect_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__INSPECT_H_ */
