/*
 * \brief  Result of a restore for people
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__RESTORE_REPORT_H_
#define _CLI__RESTORE_REPORT_H_

#include <string>

#include <control/types.h>

namespace Cli {

	/** Return lines with counts, notes, and durations */
	std::string restore_summary(Control::Restore_result const &);

	/** Return table with a line for each capability */
	std::string restore_table(Control::Restore_result const &);

	/** Return text like "freeze 12 us, collect 1.2 ms" */
	std::string phases_text(std::vector<Control::Phase> const &);
}

#endif /* _CLI__RESTORE_REPORT_H_ */
