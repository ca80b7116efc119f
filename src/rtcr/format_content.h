/*
 * \brief  Places of the content of dataspaces, in the external form of snapshots
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__FORMAT_CONTENT_H_
#define _RTCR__FORMAT_CONTENT_H_

#include <vector>

#include <rtcr/snapshot.capnp.h>
#include <rtcr/snapshot.h>

namespace Rtcr {

	/**
	 * Read list of ROM images
	 *
	 * \throw Invalid_snapshot
	 */
	std::vector<Rom_image> read_rom_images(capnp::List<Format::RomImage>::Reader);

	/**
	 * Read places of the pages of a dataspace
	 *
	 * Each run lies within the pages of the snapshot, or within one ROM image.
	 *
	 * \param pages     number of pages that the dataspace has
	 * \param snapshot  its number of pages and its ROM images are known
	 *
	 * \throw Invalid_snapshot
	 */
	std::vector<Ram_dataspace::Run> read_content(capnp::List<Format::Run>::Reader, uint64_t pages,
	                                             Snapshot const &snapshot);
}

#endif /* _RTCR__FORMAT_CONTENT_H_ */
