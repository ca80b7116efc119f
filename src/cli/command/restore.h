/*
 * \brief  Command 'restore'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__RESTORE_H_
#define _CLI__COMMAND__RESTORE_H_

#include <cli/command.h>
#include <cli/store_option.h>
#include <cli/system_option.h>

namespace Cli { class Restore_command; }


class Cli::Restore_command : public Command
{
	private:

		System_option            _system { _options() };
		Store_option             _store  { _options() };
		std::string              _file { };
		Control::Restore_options _restore { };
		bool                     _report = false;
		bool                     _json   = false;

	public:

		explicit Restore_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__RESTORE_H_ */
