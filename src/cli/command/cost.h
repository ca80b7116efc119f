/*
 * \brief  Command 'cost'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__COST_H_
#define _CLI__COMMAND__COST_H_

#include <cli/command.h>
#include <cli/system_option.h>

namespace Cli { class Cost_command; }


class Cli::Cost_command : public Command
{
	private:

		System_option _system { _options() };
		std::string   _component { };
		bool          _json = false;

	public:

		explicit Cost_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__COST_H_ */
