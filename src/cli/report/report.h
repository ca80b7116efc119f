/*
 * \brief  Report about snapshots and restores
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__REPORT__REPORT_H_
#define _CLI__REPORT__REPORT_H_

#include <filesystem>
#include <string>
#include <vector>

#include <control/types.h>

namespace Cli {

	struct Report_input
	{
		std::vector<std::filesystem::path> snapshots { };   /* at least one */
		std::vector<std::filesystem::path> restores  { };   /* as written by 'recap restore --json' */
	};

	/**
	 * Return page of HTML
	 *
	 * \throw Store::Error
	 * \throw Failure       a file is not what it should be
	 * \throw Interrupted
	 */
	std::string report_html(Report_input const &);

	/**
	 * Return result of a restore that 'recap restore --json' has written
	 *
	 * \throw Failure
	 */
	Control::Restore_result read_restore_result(std::filesystem::path const &);
}

#endif /* _CLI__REPORT__REPORT_H_ */
