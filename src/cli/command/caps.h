/*
 * \brief  Command 'caps'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__CAPS_H_
#define _CLI__COMMAND__CAPS_H_

#include <cli/command.h>
#include <cli/system_option.h>

namespace Cli { class Caps_command; }


class Cli::Caps_command : public Command
{
	private:

		System_option _system { _options() };
		std::string   _component { };
		bool          _json = false;

	public:

		explicit Caps_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__CAPS_H_ */
