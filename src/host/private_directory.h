/*
 * \brief  Directories that belong to the user alone
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__PRIVATE_DIRECTORY_H_
#define _HOST__PRIVATE_DIRECTORY_H_

#include <filesystem>
#include <stdexcept>

namespace Host {

	/**
	 * Thrown for a directory that others own or can enter
	 */
	struct Not_private : std::runtime_error
	{
		Not_private(std::filesystem::path const &path, char const *problem)
		: std::runtime_error("'" + path.string() + "' " + problem) { }
	};

	/**
	 * Check that a directory belongs to the user and nobody else can enter it
	 *
	 * \return  false if there is nothing of this name
	 *
	 * \throw Not_private   it is not a directory, has another owner, or grants
	 *                      permissions to others
	 * \throw System_error
	 */
	bool check_private_directory(std::filesystem::path const &path);

	/**
	 * Create directory of mode 0700 unless there is a private one already
	 *
	 * \throw Not_private, System_error
	 */
	void make_private_directory(std::filesystem::path const &path);

	/**
	 * Return number by which the host knows the user
	 */
	unsigned user_id();
}

#endif /* _HOST__PRIVATE_DIRECTORY_H_ */
