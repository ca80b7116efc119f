/*
 * \brief  Time that a function takes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__HOST__DURATION_H_
#define _BENCH__HOST__DURATION_H_

#include <chrono>

namespace Bench {

	/**
	 * Execute function and return microseconds
	 */
	template <typename FN>
	double us_of(FN const &fn)
	{
		auto const start = std::chrono::steady_clock::now();
		fn();
		return std::chrono::duration<double, std::micro>(
			std::chrono::steady_clock::now() - start).count();
	}
}

#endif /* _BENCH__HOST__DURATION_H_ */
