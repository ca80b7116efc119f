/*
 * \brief  Header and trailer of a snapshot file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__HEADER_H_
#define _STORE__HEADER_H_

#include <cstdint>
#include <string>

#include <store/checksum.h>
#include <store/layout.h>
#include <store/range.h>
#include <store/snapshot_info.h>
#include <store/source.h>

namespace Store {

	struct Format_version;
	struct Header;
}


struct Store::Format_version
{
	std::uint16_t major = Layout::MAJOR_VERSION;
	std::uint16_t minor = Layout::MINOR_VERSION;

	/**
	 * Return version as shown to users, "1.0"
	 */
	std::string text() const;

	bool operator == (Format_version const &) const = default;
};


struct Store::Header
{
	Snapshot_info  info         { };
	Format_version version      { };
	std::uint64_t  file_size    { 0 };
	std::uint64_t  extent_count { 0 };
	File_range     metadata     { };
	Checksum       metadata_sum { };
	File_range     index        { };
	Checksum       index_sum    { };

	/**
	 * Read and check the header, the trailer, and the order of sections
	 *
	 * This is enough to rely on all of 'Header'. Metadata, page index, and
	 * pages are not looked at.
	 *
	 * \throw Error  NOT_A_SNAPSHOT, WRONG_VERSION, TRUNCATED, CORRUPT, LIMIT, IO
	 */
	static Header load(Source const &source);

	/**
	 * Write the header to 'header' and the trailer that belongs to it to 'trailer'
	 */
	void encode(Layout::Header::Record header, Layout::Trailer::Record trailer) const;
};

#endif /* _STORE__HEADER_H_ */
