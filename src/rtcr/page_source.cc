/*
 * \brief  Content of a dataspace that comes from an archive of pages on demand
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
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


/*
 * Call 'fn' with the part of each run that lies within a range: first page,
 * page behind the last, and number of the first page in the archive
 */
void Page_source::_for_each_run(uint64_t offset, uint64_t size, auto const &fn) const
{
	uint64_t const first = offset/PAGE_SIZE;
	uint64_t const end   = (offset + size)/PAGE_SIZE;

	auto run = std::ranges::partition_point(_runs, [&] (Ram_dataspace::Run const &run) {
		return run.first_page + run.count <= first; });

	for (; run != _runs.end() && run->first_page < end; ++run) {

		uint64_t const start = std::max(first, run->first_page);

		fn(start, std::min(end, run->first_page + run->count),
		   run->data_page + start - run->first_page);
	}
}


bool Page_source::ready(uint64_t offset, uint64_t size)
{
	bool result = true;
	_for_each_run(offset, size, [&] (uint64_t first, uint64_t end, uint64_t data_page) {
		result &= _archive->ready(data_page, end - first); });

	return result;
}


void Page_source::prepare(uint64_t offset, uint64_t size)
{
	_for_each_run(offset, size, [&] (uint64_t first, uint64_t end, uint64_t data_page) {
		_archive->prepare(data_page, end - first); });
}


void Page_source::fill(uint64_t offset, uint64_t size)
{
	uint64_t       page = offset/PAGE_SIZE;
	uint64_t const end  = (offset + size)/PAGE_SIZE;

	_for_each_run(offset, size, [&] (uint64_t first, uint64_t stop, uint64_t data_page) {

		if (page < first)
			_clear(page, first);

		_archive->read(data_page, { _memory.data() + first*PAGE_SIZE, (stop - first)*PAGE_SIZE });
		page = stop;
	});

	if (page < end)
		_clear(page, end);
}
