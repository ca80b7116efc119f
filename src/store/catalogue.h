/*
 * \brief  Catalogue of the snapshots in a directory
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__CATALOGUE_H_
#define _STORE__CATALOGUE_H_

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <store/catalogue_table.h>
#include <store/snapshot_chain.h>
#include <store/write_options.h>

namespace Store { class Catalogue; }


/**
 * Catalogue of the snapshots in a directory
 *
 * The catalogue answers questions about the snapshots without opening them. It
 * is kept in the file "catalogue.sqlite" of the directory and can always be
 * made anew from the snapshots: if it is missing, damaged, or was removed
 * meanwhile, that happens without further notice.
 *
 * Several processes can use the catalogue of a directory at a time. An object
 * must not be used by two threads at a time.
 *
 * Each method may throw 'Error' of kind IO.
 */
class Store::Catalogue
{
	public:

		using Entries = Catalogue_table::Entries;

		enum class Removal {

			/**
			 * Refuse to remove a snapshot that others inherit pages from
			 */
			SAFE,

			/**
			 * Remove it anyway, the others can no longer be restored
			 */
			FORCED
		};

		struct Problem
		{
			std::string file;
			std::string text;
		};

		struct Scan_report
		{
			/**
			 * Number of snapshots found
			 */
			std::size_t found { 0 };

			/**
			 * Files that look like snapshots by name, but are left out
			 */
			std::vector<Problem> problems { };
		};

		struct Gc_report
		{
			/**
			 * Number of removed files that killed writers left behind
			 */
			std::size_t leftovers { 0 };

			/**
			 * Complete snapshots that were not listed, because their writers were
			 * killed, and are now
			 */
			Entries found { };

			/**
			 * Entries removed because their files are gone
			 */
			Entries vanished { };

			/**
			 * Snapshots removed because newer ones are enough
			 */
			Entries removed { };

			/**
			 * Number of snapshots that were to be removed as well, but were not
			 * because somebody wanted to stop
			 */
			std::size_t spared { 0 };
		};

		/**
		 * Function called with the bytes of files that are removed and their
		 * total before each removal and at the end, returns false to stop
		 */
		using Go_on = std::function<bool (std::uint64_t done, std::uint64_t total)>;

	private:

		std::filesystem::path     _directory;
		std::unique_ptr<Database> _database { };

		std::filesystem::path _database_path() const;

		void _open();

		/**
		 * Make the database anew from the snapshots
		 */
		void _rebuild();

		/**
		 * Make the table within a transaction that the caller began
		 */
		Scan_report _scan(Catalogue_table &table) const;

		/**
		 * Call 'fn' with the table, once more if the database turns out damaged
		 */
		template <typename FN> auto _with_table(FN const &fn);

		/**
		 * As '_with_table', within a transaction
		 */
		template <typename FN> auto _with_transaction(FN const &fn);

		/**
		 * Add entries for snapshots that have none
		 *
		 * \return  these entries
		 */
		Entries _complete(Catalogue_table &table) const;

		Catalogue_entry _load_entry(std::string const &file) const;

		/**
		 * Remove the file of 'entry' unless it holds another snapshot by now
		 */
		void _remove_file(Catalogue_entry const &entry) const;

	public:

		/**
		 * Constructor
		 *
		 * \param directory  created with mode 0700 if it does not exist
		 *
		 * A new catalogue gets mode 0600 and lists the snapshots that are there.
		 */
		explicit Catalogue(std::filesystem::path const &directory);

		std::filesystem::path const &directory() const { return _directory; }

		/**
		 * Return path that a new file for the snapshot should have
		 */
		std::filesystem::path path(Snapshot_id const &id) const;

		/**
		 * Return path of the file of a snapshot
		 */
		std::filesystem::path path(Catalogue_entry const &entry) const;

		/**
		 * Add a complete snapshot file to the catalogue
		 *
		 * An entry for the same snapshot or the same file is replaced.
		 *
		 * \param file  file in the directory, with the suffix ".snap"
		 *
		 * \throw Error  INVALID_REQUEST if the file is elsewhere or its name has
		 *               another suffix
		 * \throw Error  as of 'Header::load'
		 */
		Catalogue_entry add(std::filesystem::path const &file);

		/**
		 * Return all snapshots in order of their creation
		 */
		Entries list();

		/**
		 * Return snapshots whose identifier starts with 'prefix', of either case
		 */
		Entries with_prefix(std::string_view prefix);

		/**
		 * Return snapshots of a component in order of their creation
		 */
		Entries with_component(std::string_view name);

		/**
		 * Return the only snapshot whose identifier starts with 'prefix'
		 *
		 * \throw Error  NOT_FOUND, AMBIGUOUS
		 */
		Catalogue_entry entry(std::string_view prefix);

		/**
		 * Remove a snapshot and its file
		 *
		 * \throw Error  NOT_FOUND
		 * \throw Error  IN_USE if others inherit pages from it, unless FORCED
		 */
		void remove(Snapshot_id const &id, Removal removal = Removal::SAFE);

		/**
		 * Replace a snapshot by a full one that needs no parent
		 *
		 * \return  the new entry, of the same identifier
		 *
		 * \throw Error  NOT_FOUND, and as of 'Snapshot_chain::compact'
		 */
		Catalogue_entry compact(Snapshot_id const &id, Write_options const &options = { });

		/**
		 * Remove what is of no use
		 *
		 * \param keep  number of snapshots to keep for each component, the newest
		 *              and those that they inherit pages from, default all
		 * \param go_on  asked before each snapshot, which is removed as a whole or
		 *               not at all
		 */
		Gc_report gc(std::optional<std::size_t> keep = { }, Go_on const &go_on = { });

		/**
		 * Make the catalogue anew from the snapshots
		 *
		 * If several files hold the same snapshot, a full one takes precedence.
		 */
		Scan_report rescan();

		/**
		 * Return function that finds parents, valid as long as the catalogue
		 */
		Snapshot_chain::Resolver resolver();
};

#endif /* _STORE__CATALOGUE_H_ */
