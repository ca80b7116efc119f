/*
 * \brief  Command 'doctor'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__DOCTOR_H_
#define _CLI__COMMAND__DOCTOR_H_

#include <cli/command.h>

namespace Cli { class Doctor_command; }


class Cli::Doctor_command : public Command
{
	private:

		bool _json = false;

	public:

		explicit Doctor_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__DOCTOR_H_ */
