/*
 * \brief  Command 'stop'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__STOP_H_
#define _CLI__COMMAND__STOP_H_

#include <cli/command.h>
#include <cli/system_option.h>

namespace Cli { class Stop_command; }


class Cli::Stop_command : public Command
{
	private:

		System_option _system { _options() };
		bool          _json = false;

	public:

		explicit Stop_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__STOP_H_ */
