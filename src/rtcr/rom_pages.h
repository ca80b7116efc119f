/*
 * \brief  Pages of ROM modules, which need not be stored with a snapshot
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__ROM_PAGES_H_
#define _RTCR__ROM_PAGES_H_

#include <memory>
#include <optional>
#include <vector>

#include <core/rom_module.h>
#include <rtcr/snapshot.h>

namespace Core { class Rom_fs; }

namespace Rtcr { class Rom_pages; }


/**
 * ROM modules that a snapshot cannot be restored without
 *
 * Whoever restores the snapshot has them, so pages of dataspaces with the same
 * content, like the data of a binary that was not written so far, are found there.
 */
class Rtcr::Rom_pages
{
	private:

		struct Module
		{
			std::shared_ptr<Core::Rom_module const> module;
			std::optional<Index>                    image { };   /* once a page was found */
		};

		std::vector<Module>    _modules { };
		std::vector<Rom_image> _images  { };

		void _add(Core::Rom_fs &, std::string const &name, uint64_t hash);

	public:

		/**
		 * Constructor
		 *
		 * To be called with the kernel lock held.
		 */
		Rom_pages(Core::Rom_fs &, Snapshot const &);

		/** Return page with the same content */
		std::optional<Page_number> find(char const *page);

		/** Return modules with pages that were found, in the order of their numbers */
		std::vector<Rom_image> const &images() const { return _images; }
};

#endif /* _RTCR__ROM_PAGES_H_ */
