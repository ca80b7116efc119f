/*
 * \brief  Command 'inspect'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__INSPECT_H_
#define _CLI__COMMAND__INSPECT_H_

#include <string>
#include <vector>

#include <cli/command.h>
#include <cli/inspection.h>
#include <cli/store_option.h>

namespace Cli { class Inspect_command; }


class Cli::Inspect_command : public Command
{
	private:

		Store_option _store { _options() };
		std::string  _file { };
		bool         _json = false;
		Inspection   _inspection { };

		std::vector<std::string> _rom { };

	public:

		explicit Inspect_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__INSPECT_H_ */
