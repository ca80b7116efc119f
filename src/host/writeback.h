/*
 * \brief  Early writing of a file to the storage device
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__WRITEBACK_H_
#define _HOST__WRITEBACK_H_

#include <cstdint>

#include <host/file.h>

namespace Host {

	/**
	 * Let the host begin to bring a part of a file to the storage device
	 *
	 * This promises nothing, and errors are left to be found by
	 * 'File::sync'. That is going to have less to wait for.
	 */
	void start_writeback(File const &, std::uint64_t offset, std::uint64_t size);
}

#endif /* _HOST__WRITEBACK_H_ */
