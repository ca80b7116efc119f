/*
 * \brief  Snapshots between files and running systems
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__SNAPSHOT_ACCESS_H_
#define _CLI__SNAPSHOT_ACCESS_H_

#include <filesystem>
#include <string>

#include <control/types.h>
#include <rtcr/snapshot.h>
#include <store/snapshot_chain.h>
#include <store/write_options.h>

namespace Cli {

	struct Opened_snapshot;

	/**
	 * Write snapshot file, an existing one is replaced
	 *
	 * \param label  name of the captured component
	 * \param id     identifier of the snapshot
	 * \return       header of the file
	 *
	 * \throw Store::Error
	 * \throw Failure       the image is incomplete
	 * \throw Interrupted   nothing was written
	 */
	Store::Header save_image(Control::Image const &, std::string const &label,
	                         std::filesystem::path const &, Store::Write_options const &,
	                         Store::Snapshot_id const &id = Store::Snapshot_id::random());

	/**
	 * Write snapshot file as 'save_image' does, with inherited pages
	 *
	 * \param parent  snapshot of the checkpoint that pages are inherited from, invalid
	 *                if there are none
	 */
	Store::Header save_checkpoint(Control::Checkpoint_result const &, std::filesystem::path const &,
	                              Store::Write_options const &, Store::Snapshot_id const &id,
	                              Store::Snapshot_id const &parent);
}


/**
 * Snapshot file together with its metadata, and those that it inherits pages from
 *
 * They must be in the same directory, under the names that the catalogue uses.
 */
struct Cli::Opened_snapshot
{
	Store::Snapshot_chain chain;
	Rtcr::Snapshot        snapshot;

	/**
	 * Constructor
	 *
	 * Everything but the page data is checked.
	 *
	 * \throw Store::Error
	 * \throw Failure       the metadata is invalid
	 */
	explicit Opened_snapshot(std::filesystem::path const &);

	/**
	 * Return image to be sent to a system
	 *
	 * The system reads the pages from the file itself, unless some of them are
	 * inherited: then it gets a copy of all pages.
	 *
	 * \throw Store::Error        the pages are damaged
	 * \throw Host::System_error
	 */
	Control::Image image();
};

#endif /* _CLI__SNAPSHOT_ACCESS_H_ */
