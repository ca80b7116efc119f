/*
 * \brief  Pages of a snapshot, by their numbers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/system_error.h>
#include <rtcr/page_archive.h>

using namespace Rtcr;


char const *Plain_archive::mapped(uint64_t first, uint64_t) const
{
	constexpr uint64_t PAGE_SIZE = Host::Page_file::PAGE_SIZE;

	try { return reinterpret_cast<char const *>(_file.bytes().data()) + first*PAGE_SIZE; }
	catch (Host::System_error const &) { return nullptr; }
}


/*
 * Reading a file in memory is faster than the page faults of a new mapping
 */
void Plain_archive::read(uint64_t first, std::span<char> destination)
{
	try {
		if (_file.file().pread_all(std::as_writable_bytes(destination),
		                           first*Host::Page_file::PAGE_SIZE) == destination.size())
			return;
	}
	catch (Host::System_error const &error) { throw Core::Content_lost(error.what()); }

	throw Core::Content_lost("there are less pages than the snapshot refers to");
}
