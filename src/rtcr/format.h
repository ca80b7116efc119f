/*
 * \brief  Metadata of snapshots in external form
 *
 * The external form is a Cap'n Proto message, see 'snapshot.capnp'.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__FORMAT_H_
#define _RTCR__FORMAT_H_

#include <cstddef>
#include <span>
#include <stdexcept>
#include <vector>

#include <rtcr/snapshot.h>

namespace Rtcr {

	/**
	 * Thrown for metadata that no engine has written
	 */
	struct Invalid_snapshot : std::runtime_error
	{
		explicit Invalid_snapshot(std::string const &reason)
		: std::runtime_error("invalid snapshot: " + reason) { }
	};

	/**
	 * Convert snapshot to its external form
	 */
	std::vector<std::byte> write_metadata(Snapshot const &);

	/**
	 * Convert snapshot from its external form
	 *
	 * The result is consistent in itself, whatever the origin of the data:
	 * each number is within its range, each reference leads to an object of
	 * a fitting kind, and each piece of memory to existing page data.
	 *
	 * \throw Invalid_snapshot
	 */
	Snapshot read_metadata(std::span<std::byte const>);
}

#endif /* _RTCR__FORMAT_H_ */
