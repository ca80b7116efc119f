/*
 * \brief  Writer of a snapshot file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__SNAPSHOT_WRITER_H_
#define _STORE__SNAPSHOT_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include <store/extent_writer.h>
#include <store/header.h>
#include <store/index_builder.h>
#include <store/output.h>
#include <store/temporary_file.h>
#include <store/write_options.h>

namespace Store { class Snapshot_writer; }


/**
 * Writer of a snapshot file
 *
 * The pages are appended in ascending order, 'commit' then makes the file
 * visible under its name, complete. Without 'commit' nothing remains of it.
 * After an exception, the writer is good for nothing but destruction.
 */
class Store::Snapshot_writer
{
	private:

		enum class State { OPEN, BUSY, COMMITTED };

		std::filesystem::path  _target;
		Snapshot_info          _info;
		Write_options          _options;
		Temporary_file         _temporary;
		Output                 _output;
		Index_builder          _index;
		Extent_writer          _extents;
		std::vector<std::byte> _gathered { };   /* pages of the next extent */
		State                  _state = State::OPEN;

		template <typename FN> void _perform(State next, FN const &);

		void _flush_gathered();

		void _report_progress() const;

		/**
		 * Return range of the next 'count' pages, within what was announced
		 */
		Page_range _announced_pages(std::uint64_t count) const;

		void _append(std::span<std::byte const> pages);

		Header _write_sections(std::span<std::byte const> metadata);

	public:

		/**
		 * Constructor, creates a temporary file of mode 0600 beside 'target'
		 *
		 * \param target  name of the file to be, an existing file is replaced
		 * \param info    'page_count' is the number of pages that will be
		 *                appended
		 *
		 * \throw Error  INVALID_REQUEST if 'info' lacks an identifier, names the
		 *               snapshot itself as parent, or has a malformed name
		 * \throw Error  LIMIT if there are more than MAX_PAGES pages
		 * \throw Error  IO
		 */
		Snapshot_writer(std::filesystem::path const &target, Snapshot_info const &info,
		                Write_options const &options = { });

		/**
		 * Append pages with the given content
		 *
		 * Many pages at once are written without a copy. The content must not
		 * change during the call, otherwise it contradicts its checksum.
		 *
		 * \param pages  multiple of PAGE_SIZE bytes
		 *
		 * \throw Error  INVALID_REQUEST for a broken page or more pages than
		 *               announced
		 * \throw Error  LIMIT if the index would exceed MAX_EXTENTS
		 * \throw Error  IO
		 */
		void append_pages(std::span<std::byte const> pages);

		/**
		 * Append 'count' pages of zeros
		 *
		 * \throw Error  INVALID_REQUEST, LIMIT, IO, as for 'append_pages'
		 */
		void append_zero(std::uint64_t count);

		/**
		 * Append 'count' pages that are those of the parent from 'parent_first' on
		 *
		 * \throw Error  INVALID_REQUEST also if the snapshot has no parent
		 * \throw Error  LIMIT, IO
		 */
		void append_inherited(std::uint64_t parent_first, std::uint64_t count);

		/**
		 * Complete the file and make it visible
		 *
		 * \param metadata  opaque bytes, at most MAX_METADATA_SIZE
		 * \return          header of the file
		 *
		 * \throw Error  INVALID_REQUEST if fewer pages than announced were
		 *               appended
		 * \throw Error  LIMIT if there is too much metadata
		 * \throw Error  IO
		 */
		Header commit(std::span<std::byte const> metadata);
};

#endif /* _STORE__SNAPSHOT_WRITER_H_ */
