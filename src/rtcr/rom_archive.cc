/*
 * \brief  Pages of a snapshot together with those of ROM modules
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstring>

#include <core/rom_fs.h>
#include <rtcr/reconstruction.h>
#include <rtcr/rom_archive.h>

using namespace Rtcr;
using Kernel::Abi::PAGE_SIZE;


/*
 * The number of pages is what the snapshot says, so it is compared as well
 */
Rom_archive::Rom_archive(Snapshot const &snapshot, Core::Rom_fs &rom_fs,
                         std::shared_ptr<Page_archive> const &pages)
:
	_pages(pages)
{
	for (Rom_image const &image : snapshot.rom_images) {

		auto const module = rom_fs.module(image.module);

		if (!module)
			throw Incompatible("there is no ROM module \"" + image.module + "\", "
			                   "use the one of the snapshot");

		if (module->hash != image.hash || module->num_pages() != image.pages)
			throw Incompatible("the ROM module \"" + image.module + "\" is not the one that was "
			                   "checkpointed, use the one of the snapshot");

		_modules.push_back(module);
	}
}


/*
 * Runs of pages are known to lie within one image, see 'read_content'
 */
char const *Rom_archive::_rom_pages(Page_number number, uint64_t count) const
{
	Core::Rom_module const &module = *_modules.at(number.image());

	if (number.page() + count > module.num_pages())
		throw Core::Content_lost("there are less pages in ROM module \"" + module.name + "\" than the "
		                         "snapshot refers to");

	return module.memory.data() + number.page()*PAGE_SIZE;
}


char const *Rom_archive::mapped(uint64_t first, uint64_t count) const
{
	Page_number const number { first };

	return number.of_rom_image() ? _rom_pages(number, count) : _pages->mapped(first, count);
}


bool Rom_archive::ready(uint64_t first, uint64_t count)
{
	return Page_number { first }.of_rom_image() || _pages->ready(first, count);
}


void Rom_archive::prepare(uint64_t first, uint64_t count)
{
	if (!Page_number { first }.of_rom_image())
		_pages->prepare(first, count);
}


void Rom_archive::read(uint64_t first, std::span<char> destination)
{
	Page_number const number { first };

	if (number.of_rom_image())
		memcpy(destination.data(), _rom_pages(number, destination.size()/PAGE_SIZE), destination.size());
	else
		_pages->read(first, destination);
}
