/*
 * \brief  Pages of a snapshot that come from its file on demand
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _NUCLEUS__STORED_ARCHIVE_H_
#define _NUCLEUS__STORED_ARCHIVE_H_

#include <array>
#include <memory>
#include <mutex>

#include <rtcr/page_archive.h>
#include <store/snapshot_pages.h>

namespace Nucleus { class Stored_archive; }


/**
 * Snapshot file, which may be changed by others at any time
 *
 * Its structure is checked at once, its pages when they are read. Extents are
 * decoded as a whole, the latest ones are kept.
 */
class Nucleus::Stored_archive : public Rtcr::Page_archive
{
	private:

		struct Decoded
		{
			Store::Page_range            pages    { };
			std::unique_ptr<std::byte[]> memory   { };
			uint64_t                     last_use = 0;
		};

		/* as many as the pages that are needed at a time can belong to */
		static constexpr unsigned NUM_DECODED = 16;

		std::mutex              _mutex { };
		Store::Snapshot_pages   _pages;
		uint64_t          const _size { _pages.page_count() };

		std::array<Decoded, NUM_DECODED> _decoded { };
		uint64_t                         _uses = 0;

		Decoded       *_find(uint64_t page);
		Decoded const &_decode(Store::Page_range extent);

		void _for_each_extent(uint64_t first, uint64_t count, auto const &fn);

	public:

		/**
		 * Constructor
		 *
		 * \throw Core::Content_lost  this is no snapshot file, or a damaged one,
		 *                            or one that needs others
		 */
		explicit Stored_archive(Host::File &&file);


		/****************************
		 ** Page_archive interface **
		 ****************************/

		uint64_t size() const override { return _size; }

		bool ready(uint64_t first, uint64_t count) override;
		void prepare(uint64_t first, uint64_t count) override;
		void read(uint64_t first, std::span<char> destination) override;
		void check(Rtcr::Progress const &) override;
};

#endif /* _NUCLEUS__STORED_ARCHIVE_H_ */
