/*
 * \brief  Bars made of characters
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__SPARKLINE_H_
#define _CLI__SPARKLINE_H_

#include <cstdint>
#include <string>
#include <vector>

namespace Cli {

	/**
	 * Return one character for each of the last values, the highest for the
	 * largest of them
	 *
	 * \param width    characters at most
	 * \param unicode  use block elements, otherwise ASCII
	 */
	std::string sparkline(std::vector<uint64_t> const &values, size_t width, bool unicode);
}

#endif /* _CLI__SPARKLINE_H_ */
