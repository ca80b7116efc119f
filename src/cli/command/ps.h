/*
 * \brief  Command 'ps'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__PS_H_
#define _CLI__COMMAND__PS_H_

#include <cli/command.h>
#include <cli/system_option.h>

namespace Cli { class Ps_command; }


class Cli::Ps_command : public Command
{
	private:

		System_option _system { _options() };
		bool          _json   = false;
		bool          _labels = false;
		bool          _names  = false;

	public:

		explicit Ps_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__PS_H_ */
