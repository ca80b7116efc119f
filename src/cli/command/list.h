/*
 * \brief  Command 'list'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__LIST_H_
#define _CLI__COMMAND__LIST_H_

#include <cli/command.h>
#include <cli/store_option.h>

namespace Cli { class List_command; }


class Cli::List_command : public Command
{
	private:

		Store_option _store { _options() };
		std::string  _component { };
		bool         _json = false;

	public:

		explicit List_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__LIST_H_ */
