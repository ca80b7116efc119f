/*
 * \brief  Catalogue of snapshots for programs
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__STORE_JSON_H_
#define _CLI__STORE_JSON_H_

#include <cli/json.h>
#include <store/catalogue.h>

namespace Cli {

	Json json(Store::Catalogue::Entries const &, Store::Catalogue const &);
	Json json(Store::Catalogue::Gc_report const &, Store::Catalogue const &);
}

#endif /* _CLI__STORE_JSON_H_ */
