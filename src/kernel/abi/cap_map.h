/*
 * \brief  Layout of the capability map that a component keeps
 *
 * A component counts its references to each slot of its capability space. The
 * kernel does not depend on these numbers, it shows them and compares them
 * with the capability space.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__ABI__CAP_MAP_H_
#define _KERNEL__ABI__CAP_MAP_H_

#include <stdint.h>

namespace Kernel::Abi {

	/** Slots that are occupied when a component starts */
	constexpr uint32_t TASK_SLOT   = 1;
	constexpr uint32_t PARENT_SLOT = 2;

	struct Cap_map_entry
	{
		uint32_t references;   /* 'Native_capability' objects */
		uint32_t deliveries;   /* how often the capability was received */
	};

	struct Cap_map_chunk
	{
		static constexpr uint32_t ENTRIES = 512;

		Cap_map_entry entry[ENTRIES];
	};

	struct Cap_map_root
	{
		static constexpr uint32_t CHUNKS = 128;

		/** addresses of the chunks, 0 for missing ones */
		uint64_t chunk[CHUNKS];
	};
}

#endif /* _KERNEL__ABI__CAP_MAP_H_ */
