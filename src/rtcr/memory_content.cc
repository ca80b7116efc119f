/*
 * \brief  Content of captured dataspaces
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <rtcr/memory_content.h>
#include <rtcr/page_source.h>

using namespace Rtcr;


void Memory_content::for_each_page(Index dataspace, Memory_image::Page_fn const &fn) const
{
	if (_versions) {
		(*_versions)[dataspace].for_each_page(fn);
		return;
	}

	for (Ram_dataspace::Run const &run : (*_dataspaces)[dataspace].content)
		for (uint64_t i = 0; i < run.count; i++)
			fn(run.first_page + i, reinterpret_cast<char const *>(_file->bytes().data())
			                       + (run.data_page + i)*Memory_image::PAGE_SIZE);
}


std::unique_ptr<Core::Content_source> Memory_content::source(Index dataspace,
                                                             Host::Memory const &memory) const
{
	if (!_file)
		return nullptr;

	return std::make_unique<Page_source>(memory, *_file, (*_dataspaces)[dataspace].content);
}


Host::Page_file Rtcr::write_pages(std::vector<Memory_version> const &versions,
                                  std::vector<Ram_dataspace> &dataspaces,
                                  Progress_meter &meter)
{
	Host::Page_file_writer pages;

	for (Index i = 0; i < versions.size(); i++) {

		std::vector<Ram_dataspace::Run> &content = dataspaces[i].content;
		content.clear();

		versions[i].for_each_page([&] (uint64_t page, char const *data) {

			if (!content.empty() && content.back().first_page + content.back().count == page)
				content.back().count++;
			else
				content.push_back({ .first_page = page, .count = 1, .data_page = pages.size() });

			pages.append(data);
			meter.advance();
		});
	}
	return pages.finish();
}
