/*
 * \brief  Sequence of snapshots of the same components
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__SNAPSHOT_SERIES_H_
#define _CLI__SNAPSHOT_SERIES_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include <control/handler.h>
#include <store/catalogue.h>

namespace Cli { class Snapshot_series; }


/**
 * Sequence of snapshots in a catalogue, each one on top of the one before
 *
 * A snapshot is added with the pages that have changed since the previous one.
 * When these have become many, the latest snapshot is made a full one in the
 * background. This bounds what a restore has to read, and lets the snapshots
 * before be removed.
 */
class Cli::Snapshot_series
{
	public:

		struct Added
		{
			std::filesystem::path path;
			Store::Header         header;
		};

		/** What a system gave, and the snapshot of it */
		struct Step
		{
			Control::Checkpoint_result result;
			Added                      added;
		};

	private:

		struct Member
		{
			Store::Snapshot_id id;
			bool               full;
			uint64_t           size;   /* of its file in bytes */
		};

		Store::Catalogue            _catalogue;
		Store::Write_options  const _options;
		size_t                const _keep;

		std::deque<Member> _members { };   /* newest last */
		uint64_t           _base = 0;      /* number of the newest one at the system */

		/* runs while the series goes on */
		std::future<uint64_t> _compaction { };
		Store::Snapshot_id    _compacted  { };

		size_t _patience = 0;   /* snapshots to be added before the next attempt */

		/** Return position of the latest full member that is not behind 'index' */
		size_t _full_member(size_t index) const;

		/** Return number of snapshots on top of the latest full one */
		size_t _depth() const
		{
			return _members.empty() ? 0 : _members.size() - 1 - _full_member(_members.size() - 1);
		}

		bool _worth_compacting() const;
		void _begin_compaction();
		void _end_compaction();
		void _prune();

	public:

		/**
		 * Constructor
		 *
		 * \param directory  of the catalogue, made if there is none
		 * \param keep       number of snapshots to keep, at least one
		 *
		 * \throw Store::Error
		 */
		Snapshot_series(std::filesystem::path const &directory, Store::Write_options const &,
		                size_t keep);

		/**
		 * Destructor, waits for what happens in the background
		 */
		~Snapshot_series();

		/**
		 * Let a system hand out a checkpoint, and add it
		 *
		 * \param options  the series defines the base
		 *
		 * \return  nothing if there is no checkpoint newer than the latest snapshot
		 *
		 * \throw Control::Request_failed
		 * \throw  as 'add' does
		 */
		std::optional<Step> advance(Control::Handler &, std::vector<std::string> const &components,
		                            Control::Checkpoint_options options);

		/** Return number of the checkpoint that the next one should be based on, or 0 */
		uint64_t base() const;

		/**
		 * Write snapshot, which is on the storage device afterwards if the options
		 * say so
		 *
		 * \throw Store::Error  the previous snapshots are as they were
		 * \throw Failure
		 */
		Added add(Control::Checkpoint_result const &);

		/**
		 * Do what can be done after a snapshot was added, without delaying the
		 * next one
		 *
		 * \throw Store::Error  the latest snapshot needs the ones before
		 */
		void tidy_up();

		/** Return number of snapshots of the series that are there, those needed by others included */
		size_t size() const { return _members.size(); }
};

#endif /* _CLI__SNAPSHOT_SERIES_H_ */
