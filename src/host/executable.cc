/*
 * \brief  Location of the running program
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/executable.h>


std::filesystem::path Host::directory_of_executable()
{
	return std::filesystem::read_symlink("/proc/self/exe").parent_path();
}
