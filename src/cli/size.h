/*
 * \brief  Sizes and durations as people write them
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__SIZE_H_
#define _CLI__SIZE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace Cli {

	/**
	 * Return number of bytes for text of a command line
	 *
	 * The number is decimal, the units K, M, G, and T (also in lower case, and
	 * followed by "B" or "iB") are powers of 1024.
	 */
	std::optional<uint64_t> parse_size(std::string_view text);

	/**
	 * Return number of bytes for text of a scenario
	 *
	 * Just what components understand is accepted: a decimal or hexadecimal
	 * number, followed by K, M, or G or nothing.
	 */
	std::optional<uint64_t> parse_quantum(std::string_view text);

	/** Return text like "1.5 MiB" */
	std::string format_size(uint64_t bytes);

	/** Return text like "12.3 ms" */
	std::string format_duration(uint64_t us);
}

#endif /* _CLI__SIZE_H_ */
