/*
 * \brief  Open files in memory that several processes have, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/shared_file.h>

#include <cerrno>

#include <fcntl.h>

#include <host/system_error.h>


static constexpr int SEALS = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;


bool Host::readable_memory_file(File const &file)
{
	/* seals are a property of files in memory, others refuse the question */
	return ::fcntl(file.descriptor(), F_GET_SEALS) >= 0 && readable_regular_file(file);
}


bool Host::readable_regular_file(File const &file)
{
	int const flags = ::fcntl(file.descriptor(), F_GETFL);

	return flags >= 0 && (flags & O_ACCMODE) != O_WRONLY && !(flags & O_PATH)
	    && file.regular();
}


bool Host::sealed(File const &file)
{
	int const seals = ::fcntl(file.descriptor(), F_GET_SEALS);
	return seals >= 0 && (seals & SEALS) == SEALS;
}


/*
 * The host refuses as long as it has a page in use, e.g., because it moves the page to
 * somewhere else. It waits a sixth of a second for that each time.
 */
void Host::seal(File const &file)
{
	constexpr unsigned MAX_ATTEMPTS = 20;

	for (unsigned attempt = 1; !sealed(file); attempt++)
		if (::fcntl(file.descriptor(), F_ADD_SEALS, SEALS) != 0
		 && (errno != EBUSY || attempt == MAX_ATTEMPTS))
			throw System_error("seal", file.path(), errno);
}
