/*
 * \brief  Snapshots between files and running systems
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__SNAPSHOT_ACCESS_H_
#define _CLI__SNAPSHOT_ACCESS_H_

#include <filesystem>
#include <string>

#include <cli/rom_directories.h>
#include <cli/rom_files.h>
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
	Rom_files             rom_files;

	/**
	 * Constructor
	 *
	 * Everything but the page data is checked.
	 *
	 * \param rom_directories  where ROM modules with pages of the snapshot are looked for
	 *
	 * \throw Store::Error
	 * \throw Failure       the metadata is invalid
	 */
	explicit Opened_snapshot(std::filesystem::path const &,
	                         std::vector<std::filesystem::path> const &rom_directories
	                         = Cli::rom_directories({ }));

	Opened_snapshot(Opened_snapshot const &) = delete;
	Opened_snapshot &operator = (Opened_snapshot const &) = delete;

	/**
	 * Read page of a dataspace
	 *
	 * \return  false if the page is one of a ROM module that is not at hand
	 *
	 * \throw Store::Error
	 * \throw Host::System_error
	 */
	bool read_page(Rtcr::Page_number, std::span<std::byte, Store::PAGE_SIZE>);

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
