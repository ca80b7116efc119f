/*
 * \brief  Failure of a benchmark
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__FAILURE_H_
#define _BENCH__DRIVER__FAILURE_H_

#include <stdexcept>

namespace Bench {

	/** Thrown if what is measured does not do what it should */
	struct Failure : std::runtime_error { using std::runtime_error::runtime_error; };
}

#endif /* _BENCH__DRIVER__FAILURE_H_ */
