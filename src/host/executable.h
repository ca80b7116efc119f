/*
 * \brief  Location of the running program
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__EXECUTABLE_H_
#define _HOST__EXECUTABLE_H_

#include <filesystem>

namespace Host {

	/**
	 * Return directory that contains the running program
	 *
	 * The programs of the project find each other this way.
	 */
	std::filesystem::path directory_of_executable();
}

#endif /* _HOST__EXECUTABLE_H_ */
