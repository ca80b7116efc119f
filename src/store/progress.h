/*
 * \brief  Report of the progress of a long operation
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__PROGRESS_H_
#define _STORE__PROGRESS_H_

#include <cstdint>
#include <functional>

namespace Store {

	/**
	 * Function called with the bytes of pages that are done and their total
	 *
	 * It is called at least once at the end, then both numbers are equal. An
	 * exception that it throws ends the operation and reaches the caller.
	 */
	using Progress = std::function<void(std::uint64_t done, std::uint64_t total)>;
}

#endif /* _STORE__PROGRESS_H_ */
