/*
 * \brief  Early writing of a file to the storage device
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <fcntl.h>

#include <host/writeback.h>


void Host::start_writeback(File const &file, std::uint64_t offset, std::uint64_t size)
{
	::sync_file_range(file.descriptor(), static_cast<off_t>(offset), static_cast<off_t>(size),
	                  SYNC_FILE_RANGE_WRITE);
}
