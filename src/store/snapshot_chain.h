/*
 * \brief  Snapshot together with the snapshots that it inherits pages from
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__SNAPSHOT_CHAIN_H_
#define _STORE__SNAPSHOT_CHAIN_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>

#include <store/page_chain.h>
#include <store/snapshot_file.h>
#include <store/write_options.h>

namespace Store { class Snapshot_chain; }


/**
 * Snapshot with all of its pages
 *
 * The constructor opens and checks the files of all ancestors, hence missing
 * ones are noticed at once. A full snapshot is a chain of one. An object must
 * not be used by two threads at a time.
 */
class Store::Snapshot_chain
{
	public:

		/**
		 * Function that returns the file of a snapshot, nothing if unknown
		 */
		using Resolver = std::function<std::optional<std::filesystem::path>(Snapshot_id const &)>;

		using Location = Page_chain::Location;

	private:

		Snapshot_file _newest;
		Page_chain    _pages { _newest.pages() };

		void _add_ancestor(Resolver const &resolver);

	public:

		/**
		 * Constructor
		 *
		 * \param newest    file of the snapshot
		 * \param resolver  called for the parent, its parent, and so on
		 *
		 * \throw Error  MISSING_PARENT if an ancestor has no file
		 * \throw Error  LIMIT if there are more than MAX_CHAIN_DEPTH snapshots
		 * \throw Error  CORRUPT if the chain is a cycle, a file holds another
		 *               snapshot than expected, or a parent lacks a page
		 * \throw Error  as of 'Snapshot_file' for each of the files
		 */
		Snapshot_chain(std::filesystem::path const &newest, Resolver const &resolver);

		/**
		 * Return newest snapshot
		 */
		Snapshot_file       &newest()       { return _newest; }
		Snapshot_file const &newest() const { return _newest; }

		Snapshot_info const &info() const { return _newest.info(); }

		std::span<std::byte const> metadata() const { return _newest.metadata(); }

		std::uint64_t page_count() const { return _newest.page_count(); }

		/**
		 * Return number of snapshots of the chain, 1 for a full snapshot
		 */
		std::size_t depth() const { return _pages.depth(); }

		/**
		 * Return open file of a snapshot of the chain, the newest one is at level 0
		 */
		Host::File const &file(std::size_t level) const { return _pages.level(level).source().file(); }

		/** See 'Page_chain::location' */
		Location location(std::uint64_t first, std::uint64_t count) const {
			return _pages.location(first, count); }

		/** See 'Page_chain::read_pages' */
		void read_pages(std::uint64_t first, std::uint64_t count,
		                std::span<std::byte> destination) {
			_pages.read_pages(first, count, destination); }

		/**
		 * Return pages from 'first' on in memory, see 'Snapshot_pages::raw_pages'
		 *
		 * \return  empty if the page is not stored RAW
		 */
		std::span<std::byte const> raw_pages(std::uint64_t first);

		/** See 'Page_chain::verify' */
		void verify(Progress const &progress = { }) { _pages.verify(progress); }

		/**
		 * Write the snapshot to 'target' as a full one that needs no parent
		 *
		 * The file holds the same snapshot, with the same identifier, time, and
		 * pages. So deltas that were made on it remain valid, and replacing the
		 * file of the newest snapshot is what 'target' is meant for. It appears
		 * atomically. The files of the ancestors stay, for others may need them.
		 *
		 * \return  header of the new file
		 *
		 * \throw Error  INVALID_REQUEST if 'target' is the file of an ancestor
		 * \throw Error  CORRUPT, TRUNCATED, LIMIT, IO
		 */
		Header compact(std::filesystem::path const &target, Write_options const &options = { });
};

#endif /* _STORE__SNAPSHOT_CHAIN_H_ */
