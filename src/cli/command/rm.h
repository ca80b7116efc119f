/*
 * \brief  Command 'rm'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__RM_H_
#define _CLI__COMMAND__RM_H_

#include <cli/command.h>
#include <cli/store_option.h>

namespace Cli { class Rm_command; }


class Cli::Rm_command : public Command
{
	private:

		Store_option             _store { _options() };
		std::vector<std::string> _snapshots { };
		bool                     _force = false;
		bool                     _json  = false;

	public:

		explicit Rm_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__RM_H_ */
