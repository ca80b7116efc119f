/*
 * \brief  One snapshot file, its metadata and its pages
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__SNAPSHOT_FILE_H_
#define _STORE__SNAPSHOT_FILE_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include <store/snapshot_pages.h>

namespace Store { class Snapshot_file; }


/**
 * Snapshot file
 *
 * The constructors check everything but the page data, which is checked when
 * it is first read, or by 'verify'. An object must not be used by two threads
 * at a time.
 */
class Store::Snapshot_file
{
	private:

		Snapshot_pages _pages;

		std::unique_ptr<std::byte[]> _metadata { _load_metadata() };

		std::unique_ptr<std::byte[]> _load_metadata() const;

	public:

		/**
		 * Constructor
		 *
		 * \throw Error  NOT_A_SNAPSHOT, WRONG_VERSION, TRUNCATED, CORRUPT, LIMIT, IO
		 */
		explicit Snapshot_file(std::filesystem::path const &path);

		/**
		 * Constructor, for a file that is open already
		 *
		 * \throw Error  as for the other constructor
		 */
		explicit Snapshot_file(Host::File &&file);

		std::filesystem::path const &path() const { return _pages.source().path(); }

		Header        const &header() const { return _pages.header(); }
		Snapshot_info const &info()   const { return _pages.info(); }

		std::uint64_t page_count() const { return _pages.page_count(); }

		/**
		 * Return metadata, aligned to at least 8 bytes
		 *
		 * It is a copy in memory, later changes of the file do not reach it.
		 */
		std::span<std::byte const> metadata() const
		{
			return { _metadata.get(), header().metadata.count() };
		}

		std::span<Extent const> extents() const { return _pages.extents(); }

		/**
		 * Read pages, see 'Snapshot_pages::read_pages'
		 */
		void read_pages(std::uint64_t first, std::uint64_t count,
		                std::span<std::byte> destination)
		{
			_pages.read_pages(first, count, destination);
		}

		/**
		 * Return mapped pages, see 'Snapshot_pages::raw_pages'
		 */
		std::span<std::byte const> raw_pages(std::uint64_t first)
		{
			return _pages.raw_pages(first);
		}

		/**
		 * Check the page data, everything else was checked on construction
		 *
		 * Parents are not looked at, see 'Snapshot_chain::verify'.
		 *
		 * \throw Error  CORRUPT, TRUNCATED, IO
		 */
		void verify(Progress const &progress = { }) { _pages.verify(progress); }

		Snapshot_pages &pages() { return _pages; }

		/**
		 * Return file for mapping RAW extents elsewhere, at 'Extent::stored'
		 *
		 * Data mapped this way is not checked unless by 'verify'.
		 */
		Host::File const &file() const { return _pages.source().file(); }
};

#endif /* _STORE__SNAPSHOT_FILE_H_ */
