/*
 * \brief  Snapshot for programs
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__SNAPSHOT_JSON_H_
#define _CLI__SNAPSHOT_JSON_H_

#include <string>

#include <cli/inspection.h>
#include <cli/snapshot_access.h>

namespace Cli {

	/**
	 * Return description of a snapshot as JSON
	 *
	 * \throw Store::Error
	 */
	std::string snapshot_json(Opened_snapshot &, Inspection const &);
}

#endif /* _CLI__SNAPSHOT_JSON_H_ */
