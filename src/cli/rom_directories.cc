/*
 * \brief  Where ROM modules are looked for
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/rom_directories.h>

#include <host/executable.h>


std::vector<std::filesystem::path> Cli::rom_directories(std::vector<std::string> const &given)
{
	std::vector<std::filesystem::path> result(given.begin(), given.end());

	auto const programs = Host::directory_of_executable();

	for (auto const &path : { programs / "../rom", programs / "../share/recap/rom",
	                          programs / "../lib/recap/rom" }) {
		std::error_code ignored { };
		if (std::filesystem::is_directory(path, ignored)) {
			result.push_back(std::filesystem::weakly_canonical(path));
			break;
		}
	}
	return result;
}
