/*
 * \brief  Pages of a snapshot that come from its file on demand
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _NUCLEUS__STORED_ARCHIVE_H_
#define _NUCLEUS__STORED_ARCHIVE_H_

#include <array>
#include <memory>
#include <mutex>
#include <vector>

#include <nucleus/extent_buffers.h>
#include <rtcr/page_archive.h>
#include <store/page_chain.h>

namespace Nucleus { class Stored_archive; }


/**
 * Snapshot file, with those of its ancestors, which others may change at any time
 *
 * Their structure is checked at once, their pages when they are read. Extents are
 * decoded as a whole, the latest ones are kept.
 */
class Nucleus::Stored_archive : public Rtcr::Page_archive
{
	private:

		using Location = Store::Page_chain::Location;

		struct Decoded
		{
			std::size_t                  level    = 0;     /* of the chain */
			Store::Page_range            pages    { };
			Extent_buffers::Buffer       memory   { };
			uint64_t                     last_use = 0;
		};

		/*
		 * As many as the pages that are needed at a time can belong to. More than few are
		 * decoded only if they do, as memory that was not used before is slow.
		 */
		static constexpr unsigned NUM_DECODED = 16, FEW = 4;

		std::shared_ptr<Extent_buffers> const _buffers;

		std::mutex              _mutex { };
		Store::Snapshot_pages   _newest;
		Store::Page_chain       _pages { _newest };
		uint64_t          const _size  { _pages.page_count() };

		std::array<Decoded, NUM_DECODED> _decoded { };
		uint64_t                         _uses         = 0;
		uint64_t                         _needed_since = 0;   /* number of uses before the present one */

		Decoded       *_find(Location const &);
		Decoded       &_next();
		Decoded const &_decode(Location const &);

		void _for_each_part(uint64_t first, uint64_t count, auto const &fn) const;

	public:

		/**
		 * Constructor
		 *
		 * \param ancestors  files of the parent of the snapshot, of its parent, and
		 *                   so on, as far as the snapshot inherits pages
		 *
		 * \param buffers    where the memory for extents comes from and goes to
		 *
		 * \throw Core::Content_lost  a file is no snapshot file, or a damaged one, or
		 *                            the files are not those of one chain
		 */
		explicit Stored_archive(Host::File &&newest, std::vector<Host::File> &&ancestors = { },
		                        std::shared_ptr<Extent_buffers> const &buffers
		                        	= std::make_shared<Extent_buffers>());

		~Stored_archive() override;


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
