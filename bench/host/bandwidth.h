/*
 * \brief  Bytes per time
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__HOST__BANDWIDTH_H_
#define _BENCH__HOST__BANDWIDTH_H_

#include <cstdint>

namespace Bench {

	/**
	 * Return bandwidth in 10^9 bytes per second
	 *
	 * \param us  microseconds that the bytes took
	 */
	inline double gb_per_s(std::uint64_t bytes, double us)
	{
		constexpr double BYTES_PER_US = 1000;

		return double(bytes)/us/BYTES_PER_US;
	}
}

#endif /* _BENCH__HOST__BANDWIDTH_H_ */
