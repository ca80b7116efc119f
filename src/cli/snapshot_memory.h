/*
 * \brief  Memory of a captured component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__SNAPSHOT_MEMORY_H_
#define _CLI__SNAPSHOT_MEMORY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <cli/snapshot_access.h>
#include <rtcr/snapshot.h>

namespace Cli { class Snapshot_memory; }


/**
 * Memory as seen by a protection domain of a snapshot
 */
class Cli::Snapshot_memory
{
	private:

		/* place within a dataspace */
		struct Place
		{
			Rtcr::Ram_dataspace const &dataspace;
			uint64_t                   offset;
		};

		using Page = std::array<std::byte, Store::PAGE_SIZE>;

		Opened_snapshot &_opened;
		Rtcr::Pd  const &_pd;

		/* the page that was read last */
		std::optional<uint64_t> _cached { };
		Page                    _page   { };

		std::optional<Place> _place(Rtcr::Index region_map, uint64_t addr, unsigned depth) const;

		Page const *_page_at(uint64_t addr);

	public:

		Snapshot_memory(Opened_snapshot &opened, Rtcr::Pd const &pd) : _opened(opened), _pd(pd) { }

		/**
		 * Read from an address
		 *
		 * \return  false if there is no memory that belongs to the snapshot, or a
		 *          ROM module that it comes from is not at hand
		 *
		 * \throw Store::Error
		 */
		bool read(uint64_t addr, std::span<std::byte> destination);
};

#endif /* _CLI__SNAPSHOT_MEMORY_H_ */
