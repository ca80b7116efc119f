/*
 * \brief  Connection to an SQLite database
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__DATABASE_H_
#define _STORE__DATABASE_H_

#include <filesystem>
#include <memory>

struct sqlite3;

namespace Store { class Database; }


class Store::Database
{
	public:

		/**
		 * Thrown if the content of the database file is of no use
		 */
		struct Corrupt { };

	private:

		struct Close { void operator () (sqlite3 *) const; };

		std::filesystem::path           _path;
		std::unique_ptr<sqlite3, Close> _connection { };

		/**
		 * Check the bytes that could make SQLite take the file for read-only
		 */
		void _check_file_versions();

	public:

		/**
		 * Constructor, opens an existing file, which may be empty
		 *
		 * \throw Error  IO
		 */
		explicit Database(std::filesystem::path const &path);

		std::filesystem::path const &path() const { return _path; }

		sqlite3 *connection() const { return _connection.get(); }

		/**
		 * Execute statements that return nothing and have no parameters
		 *
		 * \throw Corrupt
		 * \throw Error  IO
		 */
		void execute(char const *statements);

		/**
		 * Return true if the file was removed or renamed since it was opened
		 */
		bool moved() const;

		/**
		 * Check the structure of the whole file, before any other use
		 *
		 * \throw Corrupt
		 * \throw Error  IO
		 */
		void check();

		/**
		 * Make the database empty, however damaged it is
		 *
		 * It obeys the locks of other processes.
		 *
		 * \throw Corrupt
		 * \throw Error  IO
		 */
		void reset();

		/**
		 * Throw exception for a result of SQLite unless it is a success
		 *
		 * \throw Corrupt
		 * \throw Error  IO
		 */
		void require_success(int result) const;
};

#endif /* _STORE__DATABASE_H_ */
