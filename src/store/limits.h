/*
 * \brief  Sizes and limits of snapshot files
 *
 * A writer refuses to exceed a limit, a reader refuses a file that does. They
 * keep every count far from where arithmetic in 64 bits could overflow.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__LIMITS_H_
#define _STORE__LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace Store {

	constexpr std::size_t PAGE_SIZE = 4096;

	/**
	 * Pages of an extent that has data in the file
	 */
	constexpr std::size_t MAX_EXTENT_PAGES = 256;
	constexpr std::size_t MAX_EXTENT_SIZE  = MAX_EXTENT_PAGES * PAGE_SIZE;

	/**
	 * Pages of a snapshot, 1 TiB
	 */
	constexpr std::uint64_t MAX_PAGES = 1ull << 28;

	/**
	 * Entries of a page index
	 */
	constexpr std::uint64_t MAX_EXTENTS = 1ull << 24;

	/**
	 * Bytes of metadata
	 */
	constexpr std::uint64_t MAX_METADATA_SIZE = 256ull << 20;

	/**
	 * Bytes of the component's name
	 */
	constexpr std::size_t MAX_COMPONENT_NAME = 255;

	/**
	 * Snapshots of a chain, each costs an open file while the chain is in use
	 */
	constexpr std::size_t MAX_CHAIN_DEPTH = 256;
}

#endif /* _STORE__LIMITS_H_ */
