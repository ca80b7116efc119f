/*
 * \brief  Checks of open files that stem from another process
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__SHARED_FILE_H_
#define _HOST__SHARED_FILE_H_

#include <host/file.h>

namespace Host {

	/**
	 * Return true if the file lives in memory, so that access never waits for
	 * a device or a server, and is open for reading
	 *
	 * Its size may change at any time. Reading by 'File::pread_all' copes with
	 * that, a mapping does not.
	 */
	bool readable_memory_file(File const &);
}

#endif /* _HOST__SHARED_FILE_H_ */
