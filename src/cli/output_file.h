/*
 * \brief  Files that commands write for people
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__OUTPUT_FILE_H_
#define _CLI__OUTPUT_FILE_H_

#include <filesystem>
#include <string>

namespace Cli {

	/**
	 * Write file, which appears atomically and replaces an existing one
	 *
	 * \throw Failure      it cannot be written
	 * \throw Interrupted  somebody asked to stop before
	 */
	void write_output_file(std::filesystem::path const &, std::string const &content);

	/**
	 * Return content of a file
	 *
	 * \throw Failure  it cannot be read, or is larger than MAX_INPUT_SIZE
	 */
	std::string input_file(std::filesystem::path const &);

	constexpr size_t MAX_INPUT_SIZE = 64u << 20;
}

#endif /* _CLI__OUTPUT_FILE_H_ */
