/*
 * \brief  Command 'report'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__REPORT_H_
#define _CLI__COMMAND__REPORT_H_

#include <vector>

#include <cli/command.h>
#include <cli/report/report.h>
#include <cli/store_option.h>

namespace Cli { class Report_command; }


class Cli::Report_command : public Command
{
	private:

		Store_option             _store { _options() };
		std::vector<std::string> _files { };
		std::vector<std::string> _restores { };
		std::string              _output { };
		bool                     _json = false;

		void _add(Report_input &, std::string const &name) const;

	public:

		explicit Report_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__REPORT_H_ */
