/*
 * \brief  Open files in memory that several processes have
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

	/** Return true if a file is a regular one and open for reading */
	bool readable_regular_file(File const &);

	/** Return true if neither size nor content of a file can change */
	bool sealed(File const &);

	/**
	 * Let size and content of an anonymous file be what they are from now on,
	 * whoever has it open
	 *
	 * A file that is sealed already stays as it is.
	 *
	 * \throw System_error
	 */
	void seal(File const &);
}

#endif /* _HOST__SHARED_FILE_H_ */
