/*
 * \brief  Command 'log'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__COMMAND__LOG_H_
#define _CLI__COMMAND__LOG_H_

#include <optional>

#include <cli/command.h>
#include <cli/system_option.h>

namespace Cli { class Log_command; }


class Cli::Log_command : public Command
{
	private:

		System_option         _system { _options() };
		std::string           _component { };
		std::string           _until { };
		bool                  _follow = false;
		bool                  _time   = false;
		bool                  _json   = false;
		std::optional<size_t> _lines { };

		bool _print(std::vector<Control::Log_line>) const;
		void _follow_log(Control::Client &, uint64_t last) const;

	public:

		explicit Log_command(CLI::App &parent);

		int execute() override;
};

#endif /* _CLI__COMMAND__LOG_H_ */
