/*
 * \brief  Command 'manual'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__MANUAL_H_
#define _CLI__COMMAND__MANUAL_H_

#include <cli/command.h>

namespace Cli { class Manual_command; }


class Cli::Manual_command : public Command
{
	private:

		CLI::App const &_app;
		bool            _json = false;

	public:

		explicit Manual_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__MANUAL_H_ */
