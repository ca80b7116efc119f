/*
 * \brief  Connection to an SQLite database
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/database.h>

#include <array>

#include <fmt/format.h>
#include <sqlite3.h>

#include <store/error.h>
#include <store/statement.h>

using namespace Store;

static constexpr int BUSY_TIMEOUT_MS = 10'000;


void Database::Close::operator () (sqlite3 *connection) const { sqlite3_close_v2(connection); }


Database::Database(std::filesystem::path const &path) : _path(path)
{
	sqlite3 *connection = nullptr;

	int const result = sqlite3_open_v2(_path.c_str(), &connection, SQLITE_OPEN_READWRITE, nullptr);

	_connection.reset(connection);
	require_success(result);

	sqlite3_extended_result_codes(connection, 1);
	sqlite3_busy_timeout(connection, BUSY_TIMEOUT_MS);

	/* the file may be forged, so nothing that it defines must be executed */
	sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE,      1, nullptr);
	sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
	sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
	sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW,    0, nullptr);
}


void Database::require_success(int result) const
{
	switch (result & 0xff) {

	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:

		return;

	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:

	/*
	 * All statements are correct by themselves and respect the constraints,
	 * hence it is the content of the database that they do not fit.
	 */
	case SQLITE_ERROR:
	case SQLITE_CONSTRAINT:

		throw Corrupt();

	case SQLITE_BUSY:

		throw Error(Error::Kind::IO, _path, "another process keeps the catalogue busy",
		            "wait for it and try again");

	case SQLITE_READONLY:

		throw Error(Error::Kind::IO, _path, "the catalogue cannot be written",
		            "check owner and permissions of the file and its directory");

	case SQLITE_FULL:

		throw Error(Error::Kind::IO, _path, "there is no space left for the catalogue",
		            "free space and try again");
	}

	throw Error(Error::Kind::IO, _path, fmt::format("the catalogue cannot be used: {}",
		_connection ? sqlite3_errmsg(_connection.get()) : sqlite3_errstr(result)));
}


void Database::execute(char const *statements)
{
	require_success(sqlite3_exec(_connection.get(), statements, nullptr, nullptr, nullptr));
}


bool Database::moved() const
{
	int moved = 0;
	sqlite3_file_control(_connection.get(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	return moved;
}


void Database::_check_file_versions()
{
	/* format versions for writing and reading, see the file format of SQLite */
	static constexpr sqlite3_int64       OFFSET = 18;
	static constexpr std::array<char, 2> ROLLBACK_JOURNAL { 1, 1 };

	std::array<char, 2> versions { };
	sqlite3_file *file = nullptr;

	sqlite3_file_control(_connection.get(), "main", SQLITE_FCNTL_FILE_POINTER, &file);

	if (!file || !file->pMethods
	 || file->pMethods->xRead(file, versions.data(), versions.size(), OFFSET) != SQLITE_OK
	 || versions != ROLLBACK_JOURNAL)
		throw Corrupt();
}


void Database::check()
{
	_check_file_versions();

	Statement statement(*this, "PRAGMA integrity_check(1)");

	if (!statement.step() || statement.text(0) != "ok")
		throw Corrupt();
}


void Database::reset()
{
	sqlite3_db_config(_connection.get(), SQLITE_DBCONFIG_RESET_DATABASE, 1, nullptr);

	int const result = sqlite3_exec(_connection.get(), "VACUUM", nullptr, nullptr, nullptr);

	sqlite3_db_config(_connection.get(), SQLITE_DBCONFIG_RESET_DATABASE, 0, nullptr);

	require_success(result);
}
