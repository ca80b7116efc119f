/*
 * \brief  Command 'diff'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__DIFF_H_
#define _CLI__COMMAND__DIFF_H_

#include <cli/command.h>
#include <cli/store_option.h>

namespace Cli { class Diff_command; }


class Cli::Diff_command : public Command
{
	private:

		Store_option _store { _options() };
		std::string  _before { }, _after { };

		std::vector<std::string> _rom { };

		bool         _json      = false;
		bool         _exit_code = false;

	public:

		/** Exit code that '--exit-code' requests if the snapshots differ */
		static constexpr int DIFFERENT = 3;

		explicit Diff_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__DIFF_H_ */
