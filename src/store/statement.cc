/*
 * \brief  Prepared statement of an SQLite database
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/statement.h>

#include <sqlite3.h>

#include <store/database.h>

using namespace Store;


void Statement::Finalize::operator () (sqlite3_stmt *statement) const
{
	sqlite3_finalize(statement);
}


Statement::Statement(Database const &database, std::string_view sql) : _database(database)
{
	sqlite3_stmt *statement = nullptr;

	_database.require_success(sqlite3_prepare_v2(_database.connection(), sql.data(),
	                                             static_cast<int>(sql.size()),
	                                             &statement, nullptr));
	_statement.reset(statement);
}


Statement &Statement::bind(std::string_view text)
{
	_database.require_success(sqlite3_bind_text(_statement.get(), ++_bound, text.data(),
	                                            static_cast<int>(text.size()),
	                                            SQLITE_TRANSIENT));
	return *this;
}


Statement &Statement::bind(std::int64_t number)
{
	_database.require_success(sqlite3_bind_int64(_statement.get(), ++_bound, number));
	return *this;
}


bool Statement::step()
{
	int const result = sqlite3_step(_statement.get());
	_database.require_success(result);

	return result == SQLITE_ROW;
}


void Statement::_require_type(int column, int type) const
{
	if (sqlite3_column_type(_statement.get(), column) != type)
		throw Database::Corrupt();
}


std::string Statement::text(int column) const
{
	_require_type(column, SQLITE_TEXT);

	/* the order matters, the first call may convert the text */
	auto const * const text = sqlite3_column_text (_statement.get(), column);
	auto const         size = sqlite3_column_bytes(_statement.get(), column);

	return { reinterpret_cast<char const *>(text), static_cast<std::size_t>(size) };
}


std::int64_t Statement::number(int column) const
{
	_require_type(column, SQLITE_INTEGER);

	return sqlite3_column_int64(_statement.get(), column);
}
