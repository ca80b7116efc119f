/*
 * \brief  Snapshot for people
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__SNAPSHOT_TEXT_H_
#define _CLI__SNAPSHOT_TEXT_H_

#include <string>

#include <cli/inspection.h>
#include <cli/snapshot_access.h>

namespace Cli {

	/**
	 * Return description of a snapshot
	 *
	 * \throw Store::Error
	 */
	std::string snapshot_text(Opened_snapshot &, Inspection const &);

	/** Return time of creation like "2026-11-23 13:40:12 UTC" */
	std::string time_text(Store::Timestamp);

	/** Return identification of the run of a system */
	std::string system_text(Rtcr::System_id const &);

	/** Return bytes of memory with content */
	uint64_t content_size(Rtcr::Ram_dataspace const &);
}

#endif /* _CLI__SNAPSHOT_TEXT_H_ */
