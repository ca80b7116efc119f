/*
 * \brief  Command 'kill'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__KILL_H_
#define _CLI__COMMAND__KILL_H_

#include <cli/command.h>
#include <cli/system_option.h>

namespace Cli { class Kill_command; }


class Cli::Kill_command : public Command
{
	private:

		System_option _system { _options() };
		std::string   _component { };
		bool          _remove = false;
		bool          _json   = false;

	public:

		explicit Kill_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__KILL_H_ */
