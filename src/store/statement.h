/*
 * \brief  Prepared statement of an SQLite database
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__STATEMENT_H_
#define _STORE__STATEMENT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace Store {

	class Database;
	class Statement;
}


/**
 * All methods may throw 'Database::Corrupt', and 'Error' of kind IO
 */
class Store::Statement
{
	private:

		struct Finalize { void operator () (sqlite3_stmt *) const; };

		Database const                         &_database;
		std::unique_ptr<sqlite3_stmt, Finalize> _statement;

		int _bound = 0;

		void _require_type(int column, int type) const;

	public:

		Statement(Database const &database, std::string_view sql);

		/**
		 * Give the next parameter a value
		 */
		Statement &bind(std::string_view text);
		Statement &bind(std::int64_t number);

		/**
		 * Advance to the next row
		 *
		 * \return  false if there is none
		 */
		bool step();

		/**
		 * Execute a statement that returns no rows
		 */
		void execute() { step(); }

		/**
		 * Return value of a column, starting with 0
		 *
		 * A value of another type is damage, 'Database::Corrupt' is thrown.
		 */
		std::string  text(int column) const;
		std::int64_t number(int column) const;
};

#endif /* _STORE__STATEMENT_H_ */
