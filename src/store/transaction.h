/*
 * \brief  Transaction of an SQLite database
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__TRANSACTION_H_
#define _STORE__TRANSACTION_H_

#include <store/database.h>

namespace Store { class Transaction; }


/**
 * Exclusive right to write, changes are taken back unless committed
 */
class Store::Transaction
{
	private:

		Database &_database;
		bool      _committed = false;

	public:

		/**
		 * Constructor, waits for other writers
		 *
		 * \throw Database::Corrupt
		 * \throw Error  IO
		 */
		explicit Transaction(Database &database);

		Transaction(Transaction const &) = delete;
		Transaction &operator = (Transaction const &) = delete;
		~Transaction();

		/**
		 * \throw Database::Corrupt
		 * \throw Error  IO
		 */
		void commit();
};

#endif /* _STORE__TRANSACTION_H_ */
