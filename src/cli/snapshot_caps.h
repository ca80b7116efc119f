/*
 * \brief  Capability spaces of a snapshot
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__SNAPSHOT_CAPS_H_
#define _CLI__SNAPSHOT_CAPS_H_

#include <vector>

#include <cli/snapshot_access.h>

namespace Cli {

	/** Return label of a captured component */
	std::string const &pd_label(Rtcr::Snapshot const &, Rtcr::Pd const &);

	/**
	 * Return label of the component that provides a session to another captured
	 * one, empty if unknown
	 */
	std::string inner_server(Rtcr::Snapshot const &, Rtcr::Inner_session const &);

	/**
	 * Return capabilities of a captured component
	 *
	 * Their holders are those within the snapshot. The reference counts are
	 * read from the memory of the component.
	 *
	 * \throw Store::Error
	 */
	std::vector<Control::Capability> snapshot_caps(Opened_snapshot &, Rtcr::Pd const &);
}

#endif /* _CLI__SNAPSHOT_CAPS_H_ */
