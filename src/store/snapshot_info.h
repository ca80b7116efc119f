/*
 * \brief  What a snapshot says about itself
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__SNAPSHOT_INFO_H_
#define _STORE__SNAPSHOT_INFO_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include <store/limits.h>
#include <store/snapshot_id.h>

namespace Store {

	/**
	 * Nanoseconds since 1970-01-01 00:00 UTC
	 */
	using Timestamp = std::chrono::sys_time<std::chrono::nanoseconds>;

	struct Snapshot_info;

	/**
	 * Return true if 'name' is short enough and free of control characters
	 *
	 * Names of components end up on terminals and in logs.
	 */
	inline bool valid_component_name(std::string_view name)
	{
		if (name.size() > MAX_COMPONENT_NAME)
			return false;

		for (char const c : name)
			if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
				return false;

		return true;
	}
}


struct Store::Snapshot_info
{
	Snapshot_id id { };

	/**
	 * Snapshot that pages are inherited from, invalid for a full snapshot
	 */
	Snapshot_id parent { };

	/**
	 * Name of the captured component, at most MAX_COMPONENT_NAME bytes
	 */
	std::string component { };

	Timestamp created { };

	/**
	 * Number of pages, including zero pages and inherited ones
	 */
	std::uint64_t page_count { 0 };

	bool operator == (Snapshot_info const &) const = default;
};

#endif /* _STORE__SNAPSHOT_INFO_H_ */
