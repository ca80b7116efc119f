/*
 * \brief  Transaction of an SQLite database
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/transaction.h>

#include <sqlite3.h>

using namespace Store;


Transaction::Transaction(Database &database) : _database(database)
{
	_database.execute("BEGIN IMMEDIATE");
}


Transaction::~Transaction()
{
	/* after some errors, the transaction is no more, then this fails and may do so */
	if (!_committed)
		sqlite3_exec(_database.connection(), "ROLLBACK", nullptr, nullptr, nullptr);
}


void Transaction::commit()
{
	_database.execute("COMMIT");
	_committed = true;
}
