/*
 * \brief  What the catalogue knows of a snapshot
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__CATALOGUE_ENTRY_H_
#define _STORE__CATALOGUE_ENTRY_H_

#include <cstdint>
#include <string>
#include <string_view>

#include <store/snapshot_info.h>

namespace Store { struct Catalogue_entry; }


struct Store::Catalogue_entry
{
	static constexpr std::string_view FILE_SUFFIX = ".snap";

	Snapshot_info info { };

	/**
	 * Size of the file in bytes
	 */
	std::uint64_t size { 0 };

	/**
	 * Name of the file within the directory of the catalogue
	 */
	std::string file { };

	/**
	 * Version of the file format, such as "1.0"
	 */
	std::string format { };

	/**
	 * Return true if 'name' can be the file of a snapshot in the directory
	 */
	static bool valid_file_name(std::string_view name)
	{
		return name.size() > FILE_SUFFIX.size() && name.ends_with(FILE_SUFFIX)
		    && name.find('/')  == name.npos
		    && name.find('\0') == name.npos;
	}

	bool operator == (Catalogue_entry const &) const = default;
};

#endif /* _STORE__CATALOGUE_ENTRY_H_ */
