/*
 * \brief  Bars made of characters
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/sparkline.h>

#include <algorithm>
#include <array>
#include <cstddef>

using namespace Cli;


std::string Cli::sparkline(std::vector<uint64_t> const &values, size_t width, bool unicode)
{
	static constexpr size_t LEVELS = 8;

	static constexpr std::array<char const *, LEVELS> BLOCKS { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	static constexpr std::array<char const *, LEVELS> ASCII  { ".", ":", "-", "=", "+", "*", "%", "#" };

	size_t const count = std::min(width, values.size());
	auto   const first = values.end() - ptrdiff_t(count);

	if (!count)
		return "";

	uint64_t const max = std::max<uint64_t>(*std::max_element(first, values.end()), 1);

	std::string result { };
	for (auto it = first; it != values.end(); it++) {
		size_t const level = std::min(LEVELS - 1, size_t(double(*it)/double(max)*LEVELS));
		result += (unicode ? BLOCKS : ASCII)[level];
	}
	return result;
}
