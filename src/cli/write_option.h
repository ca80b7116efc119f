/*
 * \brief  Options about how snapshots are written
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__WRITE_OPTION_H_
#define _CLI__WRITE_OPTION_H_

#include <optional>

#include <CLI/CLI.hpp>

#include <store/write_options.h>

namespace Cli { class Write_option; }


/**
 * Options of commands that write snapshots
 */
class Cli::Write_option
{
	private:

		std::optional<int> _level   { };
		bool               _no_sync = false;

	public:

		explicit Write_option(CLI::App &app);

		Store::Write_options options(Store::Progress const &progress = { }) const;
};

#endif /* _CLI__WRITE_OPTION_H_ */
