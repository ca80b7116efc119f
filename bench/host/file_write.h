/*
 * \brief  Plain writing of a file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__HOST__FILE_WRITE_H_
#define _BENCH__HOST__FILE_WRITE_H_

#include <cstddef>
#include <filesystem>
#include <span>

namespace Bench {

	/**
	 * Write a new file and wait until it is on the storage device
	 *
	 * \return  microseconds, the removal of the file does not count
	 * \throw Host::System_error
	 */
	double us_of_file_write(std::filesystem::path const &, std::span<std::byte const> content);
}

#endif /* _BENCH__HOST__FILE_WRITE_H_ */
