/*
 * \brief  Content of a dataspace that comes from a file of pages on demand
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <kernel/abi/layout.h>
#include <rtcr/page_source.h>

using namespace Rtcr;
using Kernel::Abi::PAGE_SIZE;


/*
 * Pages that are not there are zero already
 */
void Page_source::_clear(uint64_t first_page, uint64_t end_page)
{
	_memory.for_each_used(first_page*PAGE_SIZE, (end_page - first_page)*PAGE_SIZE,
		[&] (uint64_t offset, size_t size) { memset(_memory.data() + offset, 0, size); });
}


void Page_source::fill(uint64_t offset, uint64_t size)
{
	uint64_t       page = offset/PAGE_SIZE;
	uint64_t const end  = (offset + size)/PAGE_SIZE;

	auto run = std::ranges::partition_point(_runs, [&] (Ram_dataspace::Run const &run) {
		return run.first_page + run.count <= page; });

	for (; run != _runs.end() && run->first_page < end; ++run) {

		uint64_t const start = std::max(page, run->first_page);
		uint64_t const stop  = std::min(end, run->first_page + run->count);

		if (page < start)
			_clear(page, start);

		std::span<char> const part(_memory.data() + start*PAGE_SIZE, (stop - start)*PAGE_SIZE);

		if (_file.pread_all(std::as_writable_bytes(part),
		                    (run->data_page + start - run->first_page)*PAGE_SIZE) != part.size())
			throw Host::System_error("read", _file.path(), EIO);

		page = stop;
	}
	if (page < end)
		_clear(page, end);
}
