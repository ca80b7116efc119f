/*
 * \brief  Pages of ROM modules, which need not be stored with a snapshot
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <core/rom_fs.h>
#include <host/system_error.h>
#include <rtcr/rom_pages.h>

using namespace Rtcr;


/*
 * A module that the components use is there. If its file has changed, and nobody
 * uses what was captured anymore, its pages are stored like any other.
 */
void Rom_pages::_add(Core::Rom_fs &rom_fs, std::string const &name, uint64_t hash)
{
	auto const same = [&] (Module const &known) { return known.module->hash == hash; };

	if (name.empty() || std::ranges::any_of(_modules, same) || _modules.size() == Page_number::MAX_ROM_IMAGES)
		return;

	try {
		auto const module = rom_fs.module(name);

		if (module && module->hash == hash && module->num_pages() < Page_number::MAX_PAGES)
			_modules.push_back({ module });
	}
	catch (Host::System_error const &)         { }
	catch (Host::Arena::Out_of_memory const &) { }
}


Rom_pages::Rom_pages(Core::Rom_fs &rom_fs, Snapshot const &snapshot)
{
	for (Rom_dataspace const &ds : snapshot.rom_dataspaces)
		_add(rom_fs, ds.module, ds.hash);

	for (Outside const &outside : snapshot.outsides)
		if (outside.role == Outside::Role::ROM_DATASPACE)
			_add(rom_fs, outside.rom_module, outside.rom_hash);
}


std::optional<Page_number> Rom_pages::find(char const *page)
{
	for (auto &[module, image] : _modules)
		if (auto const number = module->index().find(page)) {

			if (!image) {
				image = Index(_images.size());
				_images.push_back({ .module = module->name, .hash = module->hash,
				                    .pages = module->num_pages() });
			}
			return Page_number::of_rom_image(*image, *number);
		}

	return { };
}
