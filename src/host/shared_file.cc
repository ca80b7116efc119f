/*
 * \brief  Checks of open files that stem from another process, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/shared_file.h>

#include <fcntl.h>


bool Host::readable_memory_file(File const &file)
{
	int const descriptor = file.descriptor();

	/* seals are a property of files in memory, others refuse the question */
	if (::fcntl(descriptor, F_GET_SEALS) < 0)
		return false;

	int const flags = ::fcntl(descriptor, F_GETFL);

	return flags >= 0 && (flags & O_ACCMODE) != O_WRONLY && !(flags & O_PATH)
	    && file.regular();
}
