/*
 * \brief  Line of a system's log
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__LOG_LINE_H_
#define _BENCH__DRIVER__LOG_LINE_H_

#include <string>

namespace Bench { struct Log_line; }


/**
 * Line like "[init -> timer] text"
 */
struct Bench::Log_line
{
	std::string label;   /* component that wrote the line */
	std::string text;

	explicit Log_line(std::string const &line);

	/** Return true if a component reports an error */
	bool error() const { return text.starts_with("Error: "); }
};

#endif /* _BENCH__DRIVER__LOG_LINE_H_ */
