/*
 * \brief  Directories that belong to the user alone, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/private_directory.h>

#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

#include <host/file.h>

using namespace Host;


unsigned Host::user_id() { return ::geteuid(); }


bool Host::check_private_directory(std::filesystem::path const &path)
{
	struct stat status { };

	/* a link of somebody else could change its target after the check */
	if (::lstat(path.c_str(), &status) < 0) {
		if (errno == ENOENT)
			return false;
		throw System_error("examine", path, errno);
	}

	if (!S_ISDIR(status.st_mode))
		throw Not_private(path, "is not a directory");

	if (status.st_uid != ::geteuid())
		throw Not_private(path, "belongs to another user");

	if (status.st_mode & (S_IRWXG | S_IRWXO))
		throw Not_private(path, "is accessible to other users, set its mode to 0700");

	return true;
}


void Host::make_private_directory(std::filesystem::path const &path)
{
	if (check_private_directory(path))
		return;

	Host::create_directory(path);

	if (!check_private_directory(path))
		throw System_error("create", path, ENOENT);
}
