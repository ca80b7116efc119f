/*
 * \brief  Address space of a captured component as a list
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__MEMORY_MAP_H_
#define _CLI__MEMORY_MAP_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <cli/rom_files.h>
#include <rtcr/snapshot.h>

namespace Cli {

	struct Mapping;

	/**
	 * Return dataspaces in the order of their addresses
	 *
	 * Nested region maps are resolved, as far as the hostile origin of a
	 * snapshot allows: not deeper than 16 levels and not more than 65536
	 * mappings.
	 */
	std::vector<Mapping> memory_map(Rtcr::Snapshot const &, Rtcr::Pd const &);

	/**
	 * Return what people call the content, like "stack" or "ROM module 'config'"
	 */
	std::string content_kind(Rtcr::Snapshot const &, Rtcr::Pd const &, Mapping const &);

	/**
	 * Return where the content of a page of a dataspace is, nothing if it is zero
	 */
	std::optional<Rtcr::Page_number> data_page(Rtcr::Ram_dataspace const &, uint64_t page);

	/** Return bytes of a mapping that are not zero, 0 if it shows no RAM */
	uint64_t content_size(Rtcr::Snapshot const &, Mapping const &);

	/**
	 * Return ROM module that a mapping shows, empty if it shows none
	 */
	Rom_reference rom_reference(Rtcr::Snapshot const &, Mapping const &);

	/**
	 * Return mapping of the text segment of the binary, null if there is none
	 */
	Mapping const *text_mapping(Rtcr::Snapshot const &, std::vector<Mapping> const &);
}


struct Cli::Mapping
{
	uint64_t  addr, size;
	Rtcr::Ref dataspace;
	uint64_t  offset;         /* of the start within the dataspace */
	bool      executable;
	bool      stack_area;     /* seen through the stack area */

	uint64_t end() const { return addr + size; }

	bool ram() const { return dataspace.kind == Rtcr::Ref::Kind::RAM_DATASPACE; }
};

#endif /* _CLI__MEMORY_MAP_H_ */
