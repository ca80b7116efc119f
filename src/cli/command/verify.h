/*
 * \brief  Command 'verify'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__VERIFY_H_
#define _CLI__COMMAND__VERIFY_H_

#include <string>

#include <cli/command.h>
#include <cli/store_option.h>

namespace Cli { class Verify_command; }


class Cli::Verify_command : public Command
{
	private:

		Store_option _store { _options() };
		std::string  _file { };
		bool         _json = false;

	public:

		explicit Verify_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__VERIFY_H_ */
