/*
 * \brief  Content of captured dataspaces
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <rtcr/memory_content.h>
#include <rtcr/page_source.h>

using namespace Rtcr;


/*
 * Return pages of a dataspace one after the other, those without content left out
 */
char const *Memory_content::_pages(Index dataspace) const
{
	auto const known = _read.find(dataspace);
	if (known != _read.end())
		return known->second.get();

	uint64_t pages = 0;
	for (Ram_dataspace::Run const &run : (*_dataspaces)[dataspace].content)
		pages += run.count;

	auto buffer = std::make_unique_for_overwrite<char[]>(pages*Memory_image::PAGE_SIZE);

	char *to = buffer.get();
	for (Ram_dataspace::Run const &run : (*_dataspaces)[dataspace].content) {
		size_t const size = run.count*Memory_image::PAGE_SIZE;
		_archive->read(run.data_page, { to, size });
		to += size;
	}
	return (_read[dataspace] = std::move(buffer)).get();
}


void Memory_content::for_each_page(Index dataspace, Memory_image::Page_fn const &fn) const
{
	if (_versions) {
		(*_versions)[dataspace].for_each_page(fn);
		return;
	}

	uint64_t done = 0;

	for (Ram_dataspace::Run const &run : (*_dataspaces)[dataspace].content) {

		char const *next = _archive->mapped(run.data_page, run.count);
		if (!next)
			next = _pages(dataspace) + done*Memory_image::PAGE_SIZE;

		for (uint64_t i = 0; i < run.count; i++, next += Memory_image::PAGE_SIZE)
			fn(run.first_page + i, next);

		done += run.count;
	}
}


std::unique_ptr<Core::Content_source> Memory_content::source(Index dataspace,
                                                             Host::Memory const &memory) const
{
	if (!_archive)
		return nullptr;

	return std::make_unique<Page_source>(memory, _archive, (*_dataspaces)[dataspace].content);
}
