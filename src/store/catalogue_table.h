/*
 * \brief  Table of snapshots in the database of a catalogue
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__CATALOGUE_TABLE_H_
#define _STORE__CATALOGUE_TABLE_H_

#include <optional>
#include <string_view>
#include <vector>

#include <store/catalogue_entry.h>
#include <store/database.h>

namespace Store { class Catalogue_table; }


/**
 * All methods may throw 'Database::Corrupt', and 'Error' of kind IO
 *
 * Entries are returned in order of their creation times.
 */
class Store::Catalogue_table
{
	public:

		using Entries = std::vector<Catalogue_entry>;

	private:

		Database &_database;

	public:

		explicit Catalogue_table(Database &database) : _database(database) { }

		/**
		 * Return true if the database has this table and nothing else
		 */
		bool exists() const;

		/**
		 * Create the table in an empty database
		 */
		void create();

		/**
		 * Add an entry, replace those of the same identifier or file name
		 */
		void insert(Catalogue_entry const &entry);

		void erase(Snapshot_id const &id);

		void clear();

		std::optional<Catalogue_entry> entry(Snapshot_id const &id) const;

		Entries all() const;

		/**
		 * Return entries whose identifier starts with the given lower-case digits
		 */
		Entries with_prefix(std::string_view digits) const;

		Entries with_component(std::string_view name) const;

		Entries with_parent(Snapshot_id const &parent) const;
};

#endif /* _STORE__CATALOGUE_TABLE_H_ */
