/*
 * \brief  Lines of the log for people
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__LOG_TEXT_H_
#define _CLI__LOG_TEXT_H_

#include <string>

#include <control/types.h>

namespace Cli {

	/**
	 * Return true if a component or one of its children has written the line
	 *
	 * \param label  label of the component
	 */
	bool line_of(Control::Log_line const &, std::string const &label);

	/**
	 * Return text without what could control a terminal
	 *
	 * \param with_time  put the time of day in front, UTC
	 */
	std::string log_text(Control::Log_line const &, bool with_time);
}

#endif /* _CLI__LOG_TEXT_H_ */
