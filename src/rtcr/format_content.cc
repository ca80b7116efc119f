/*
 * \brief  Places of the content of dataspaces, in the external form of snapshots
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <rtcr/format_checks.h>
#include <rtcr/format_content.h>
#include <rtcr/format_list.h>

using namespace Rtcr;
using namespace Rtcr::Format_checks;


std::vector<Rom_image> Rtcr::read_rom_images(capnp::List<Format::RomImage>::Reader list)
{
	require(list.size() <= Page_number::MAX_ROM_IMAGES, "too many ROM images");

	return read_list<Rom_image>(list, [] (Format::RomImage::Reader in) {
		return Rom_image { .module = text(in.getModule()),
		                   .hash   = in.getHash(),
		                   .pages  = limited(in.getPages(), Page_number::MAX_PAGES, "pages of ROM image") }; });
}


std::vector<Ram_dataspace::Run> Rtcr::read_content(capnp::List<Format::Run>::Reader list, uint64_t pages,
                                                   Snapshot const &snapshot)
{
	uint64_t next = 0;

	return read_list<Ram_dataspace::Run>(list, [&] (Format::Run::Reader in) {

		Ram_dataspace::Run const run { in.getFirstPage(), in.getCount(), in.getDataPage() };

		require(run.first_page >= next && run.first_page <= pages
		     && run.count > 0 && run.count <= pages - run.first_page, "content of dataspace");

		Page_number const number { run.data_page };

		require(!number.of_rom_image() || number.image() < snapshot.rom_images.size(), "missing ROM image");

		uint64_t const available = number.of_rom_image() ? snapshot.rom_images[number.image()].pages
		                                                 : snapshot.page_count;

		require(number.page() <= available && run.count <= available - number.page(), "page data");

		next = run.first_page + run.count;
		return run;
	});
}
