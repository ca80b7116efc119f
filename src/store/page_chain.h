/*
 * \brief  Pages of a snapshot and of those that it inherits pages from
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__PAGE_CHAIN_H_
#define _STORE__PAGE_CHAIN_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <span>

#include <store/snapshot_pages.h>

namespace Store { class Page_chain; }


/**
 * Pages of a chain of snapshots, of which the newest one exists already
 *
 * The ancestors are added one by one, as long as one is missing. An object
 * must not be used by two threads at a time.
 */
class Store::Page_chain
{
	public:

		/**
		 * Pages that lie side by side in one file of the chain
		 */
		struct Location
		{
			/**
			 * Number of steps from the newest snapshot to the one with the pages
			 */
			std::size_t level;

			/**
			 * Numbers of the pages in the snapshot at 'level', all of one extent
			 */
			Page_range pages;

			/**
			 * How they are kept, never INHERITED
			 */
			Encoding encoding;
		};

	private:

		Snapshot_pages            &_newest;
		std::deque<Snapshot_pages> _ancestors { };

		void _check_missing() const;
		void _check_latest() const;

		Snapshot_pages const &_oldest() const {
			return _ancestors.empty() ? _newest : _ancestors.back(); }

		Location _locate(Page_range pages) const;

		void _for_each_level(Progress const &, auto const &fn);

	public:

		/**
		 * Constructor
		 *
		 * \param newest  lives at least as long as the chain
		 */
		explicit Page_chain(Snapshot_pages &newest) : _newest(newest) { }

		/**
		 * Return identifier of the ancestor to be added next, which is not valid if
		 * the chain is complete
		 */
		Snapshot_id const &missing() const { return _oldest().info().parent; }

		/**
		 * Add the file of the ancestor that is missing
		 *
		 * The chain must not be used after an exception.
		 *
		 * \throw Error  INVALID_REQUEST if none is missing
		 * \throw Error  LIMIT if there are more than MAX_CHAIN_DEPTH snapshots
		 * \throw Error  CORRUPT if the chain is a cycle, the file holds another
		 *               snapshot, or it lacks a page
		 * \throw Error  as of 'Snapshot_pages'
		 */
		void add(std::filesystem::path const &);

		/** Add the open file of the ancestor that is missing, likewise */
		void add(Host::File &&);

		/** Return number of snapshots of the chain, 1 if there are no ancestors */
		std::size_t depth() const { return _ancestors.size() + 1; }

		Snapshot_pages       &level(std::size_t i)       { return i ? _ancestors[i - 1] : _newest; }
		Snapshot_pages const &level(std::size_t i) const { return i ? _ancestors[i - 1] : _newest; }

		std::uint64_t page_count() const { return _newest.page_count(); }

		/**
		 * Return where the pages from 'first' on are, as far as they lie together
		 *
		 * The chain must be complete, as for all that follows.
		 *
		 * \param count  number of pages of interest, at least one
		 * \throw Error  INVALID_REQUEST if not all of the pages exist
		 */
		Location location(std::uint64_t first, std::uint64_t count) const;

		/**
		 * Read pages
		 *
		 * \param first        number of the first page
		 * \param count        number of pages
		 * \param destination  buffer of count*PAGE_SIZE bytes, undefined
		 *                     content after an exception
		 *
		 * \throw Error  CORRUPT, TRUNCATED, IO
		 * \throw Error  INVALID_REQUEST for pages that do not exist or a buffer
		 *               of another size
		 */
		void read_pages(std::uint64_t first, std::uint64_t count,
		                std::span<std::byte> destination);

		/** Check the checksums of all files, see 'Snapshot_pages::check' */
		void check(Progress const & = { });

		/** Check the page data of all files, see 'Snapshot_pages::verify' */
		void verify(Progress const & = { });
};

#endif /* _STORE__PAGE_CHAIN_H_ */
