/*
 * \brief  Where ROM modules are looked for
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__ROM_DIRECTORIES_H_
#define _CLI__ROM_DIRECTORIES_H_

#include <filesystem>
#include <string>
#include <vector>

namespace Cli {

	/**
	 * Return directories in order of search: the given ones, and the one that
	 * comes with the tool
	 */
	std::vector<std::filesystem::path> rom_directories(std::vector<std::string> const &given);
}

#endif /* _CLI__ROM_DIRECTORIES_H_ */
