/*
 * \brief  Pages of a snapshot together with those of ROM modules
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__ROM_ARCHIVE_H_
#define _RTCR__ROM_ARCHIVE_H_

#include <memory>
#include <vector>

#include <core/rom_module.h>
#include <rtcr/page_archive.h>
#include <rtcr/snapshot.h>

namespace Core { class Rom_fs; }

namespace Rtcr { class Rom_archive; }


/**
 * Archive with all pages that the dataspaces of a snapshot refer to
 */
class Rtcr::Rom_archive : public Page_archive
{
	private:

		std::shared_ptr<Page_archive>                        const _pages;
		std::vector<std::shared_ptr<Core::Rom_module const>>       _modules { };

		char const *_rom_pages(Page_number, uint64_t count) const;

	public:

		/**
		 * Constructor
		 *
		 * To be called with the kernel lock held.
		 *
		 * \param pages  those of the snapshot
		 *
		 * \throw Incompatible         a module is missing, or it is another one
		 * \throw Host::System_error   a module cannot be read
		 */
		Rom_archive(Snapshot const &, Core::Rom_fs &, std::shared_ptr<Page_archive> const &pages);


		/****************************
		 ** Page_archive interface **
		 ****************************/

		uint64_t size() const override { return _pages->size(); }

		char const *mapped(uint64_t first, uint64_t count) const override;
		bool ready(uint64_t first, uint64_t count) override;
		void prepare(uint64_t first, uint64_t count) override;
		void read(uint64_t first, std::span<char> destination) override;
		void check(Progress const &progress) override { _pages->check(progress); }
};

#endif /* _RTCR__ROM_ARCHIVE_H_ */
