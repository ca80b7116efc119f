/*
 * \brief  Address spaces of a snapshot for people and programs
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__SNAPSHOT_MAP_H_
#define _CLI__SNAPSHOT_MAP_H_

#include <string>

#include <cli/json.h>
#include <rtcr/snapshot.h>

namespace Cli {

	/** Return table of what is seen at which address, for each protection domain */
	std::string memory_map_text(Rtcr::Snapshot const &);

	Json memory_map_json(Rtcr::Snapshot const &, Rtcr::Pd const &);
}

#endif /* _CLI__SNAPSHOT_MAP_H_ */
