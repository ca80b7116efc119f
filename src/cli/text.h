/*
 * \brief  Text for terminals
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__TEXT_H_
#define _CLI__TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace Cli {

	/**
	 * Return text without control characters
	 *
	 * Names stem from components and files, and must not control a terminal.
	 */
	std::string harmless(std::string_view);

	/** Return texts with separators in between */
	std::string joined(std::vector<std::string> const &, char const *separator);

	/** Return "1 page", "2 pages" */
	std::string counted(uint64_t, char const *singular, char const *plural);
}

#endif /* _CLI__TEXT_H_ */
