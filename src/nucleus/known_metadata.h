/*
 * \brief  Metadata that need not be decoded, because it is known what it says
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _NUCLEUS__KNOWN_METADATA_H_
#define _NUCLEUS__KNOWN_METADATA_H_

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include <rtcr/format.h>
#include <rtcr/snapshot.h>

namespace Nucleus { class Known_metadata; }


/**
 * Snapshots along with their metadata, the latest ones
 *
 * Whoever goes back to a checkpoint sends back the metadata that it got. All
 * methods can be called by any thread.
 */
class Nucleus::Known_metadata
{
	public:

		using Bytes    = std::vector<std::byte>;
		using Snapshot = std::shared_ptr<Rtcr::Snapshot const>;

		static constexpr size_t MAX_KNOWN = 4;

	private:

		struct Entry
		{
			Bytes    bytes;
			Snapshot snapshot;
		};

		std::mutex       _mutex   { };
		std::list<Entry> _entries { };   /* the latest one first */

	public:

		/** Remember what metadata says */
		void remember(Bytes bytes, Snapshot snapshot)
		{
			std::lock_guard const guard(_mutex);

			_entries.push_front({ std::move(bytes), std::move(snapshot) });

			if (_entries.size() > MAX_KNOWN)
				_entries.pop_back();
		}

		/** Return what metadata says if that is known, otherwise null */
		Snapshot known(std::span<std::byte const> bytes)
		{
			std::lock_guard const guard(_mutex);

			auto const it = std::ranges::find_if(_entries, [&] (Entry const &entry) {
				return entry.bytes.size() == bytes.size()
				    && memcmp(entry.bytes.data(), bytes.data(), bytes.size()) == 0; });

			if (it == _entries.end())
				return nullptr;

			_entries.splice(_entries.begin(), _entries, it);
			return it->snapshot;
		}

		/**
		 * Return what metadata says
		 *
		 * \throw Rtcr::Invalid_snapshot  see 'Rtcr::read_metadata'
		 */
		Snapshot snapshot(Bytes const &bytes)
		{
			if (Snapshot snapshot = known(bytes))
				return snapshot;

			Snapshot snapshot = std::make_shared<Rtcr::Snapshot const>(Rtcr::read_metadata(bytes));

			remember(bytes, snapshot);
			return snapshot;
		}
};

#endif /* _NUCLEUS__KNOWN_METADATA_H_ */
