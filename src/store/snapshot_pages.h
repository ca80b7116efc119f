/*
 * \brief  Pages of one snapshot file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__SNAPSHOT_PAGES_H_
#define _STORE__SNAPSHOT_PAGES_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

#include <store/extent_reader.h>
#include <store/header.h>
#include <store/page_index.h>
#include <store/progress.h>
#include <store/source.h>

namespace Store { class Snapshot_pages; }


/**
 * Snapshot file, opened for its pages only
 *
 * The constructors check header, trailer, and page index completely. Page
 * data is checked when it is first read. An object must not be used by two
 * threads at a time.
 */
class Store::Snapshot_pages
{
	private:

		Source        _source;
		Header        _header { Header::load(_source) };
		Page_index    _index  { _source, _header };
		Extent_reader _reader { _source, _index };

		void _for_each_extent(Progress const &, auto const &fn);

	public:

		/**
		 * Constructor
		 *
		 * \throw Error  NOT_A_SNAPSHOT, WRONG_VERSION, TRUNCATED, CORRUPT, LIMIT, IO
		 */
		explicit Snapshot_pages(std::filesystem::path const &path);

		/**
		 * Constructor, for a file that is open already
		 *
		 * \throw Error  as for the other constructor
		 */
		explicit Snapshot_pages(Host::File &&file);

		Source        const &source() const { return _source; }
		Header        const &header() const { return _header; }
		Snapshot_info const &info()   const { return _header.info; }

		std::uint64_t page_count() const { return _header.info.page_count; }

		std::span<Extent const> extents() const { return _index.extents(); }

		/**
		 * Return range of pages
		 *
		 * \throw Error  INVALID_REQUEST if not all of the pages exist
		 */
		Page_range existing(std::uint64_t first, std::uint64_t count) const;

		/**
		 * Return extent that contains 'page'
		 *
		 * \throw Error  INVALID_REQUEST if there is no such page
		 */
		Extent const &extent_of(std::uint64_t page) const;

		/**
		 * Read pages of any encoding but INHERITED
		 *
		 * \param first        number of the first page
		 * \param count        number of pages
		 * \param destination  buffer of count*PAGE_SIZE bytes, undefined
		 *                     content after an exception
		 *
		 * \throw Error  CORRUPT, TRUNCATED, IO
		 * \throw Error  INVALID_REQUEST for pages that do not exist or a buffer
		 *               of another size
		 * \throw Error  MISSING_PARENT if a page is inherited
		 */
		void read_pages(std::uint64_t first, std::uint64_t count,
		                std::span<std::byte> destination);

		/**
		 * Return the pages from 'first' to the end of its extent in memory
		 *
		 * The pages are those of the page cache of the host, nothing is copied.
		 * The memory stays valid as long as the object. It must not be used if
		 * somebody else may shorten the file, the access would fault.
		 *
		 * \return  empty if the page is not stored RAW
		 * \throw Error  CORRUPT, TRUNCATED, IO
		 * \throw Error  INVALID_REQUEST if there is no such page
		 */
		std::span<std::byte const> raw_pages(std::uint64_t first);

		/**
		 * Check the checksums of all extents
		 *
		 * This finds damage, much faster than 'verify' does. What was never
		 * right, in spite of its checksum, is found when it is read.
		 *
		 * \throw Error  CORRUPT, TRUNCATED, IO
		 */
		void check(Progress const &progress = { });

		/**
		 * Check the data of all extents
		 *
		 * \throw Error  CORRUPT, TRUNCATED, IO
		 */
		void verify(Progress const &progress = { });
};

#endif /* _STORE__SNAPSHOT_PAGES_H_ */
