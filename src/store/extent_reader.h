/*
 * \brief  Pages of extents, checked when they are read
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__EXTENT_READER_H_
#define _STORE__EXTENT_READER_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <store/decompressor.h>
#include <store/page_index.h>
#include <store/source.h>

namespace Store { class Extent_reader; }


/**
 * Reader of the data of one file
 *
 * An extent is checked as a whole when one of its pages is read for the first
 * time. Pages read later from a checked RAW extent cost no more than
 * themselves; the extent decoded last is kept.
 */
class Store::Extent_reader
{
	private:

		class Buffer
		{
			private:

				std::unique_ptr<std::byte[]> _memory { };

			public:

				/**
				 * Return the first 'size' bytes, at most MAX_EXTENT_SIZE
				 */
				std::span<std::byte> first(std::size_t size);
		};

		Source     const &_source;
		Page_index const &_index;

		std::vector<bool> _checked { };

		Buffer _stored  { };   /* content of the file, before decompression */
		Buffer _decoded { };   /* pages of the extent '_decoded_extent' */

		std::optional<std::size_t> _decoded_extent { };

		Decompressor _decompressor { };

		std::optional<Host::File_mapping> _mapping { };

		Error _error(std::size_t number, std::string_view problem) const;

		/**
		 * Check the bytes of an extent as stored
		 */
		void _check(std::size_t number, std::span<std::byte const> stored) const;

		/**
		 * Read and check the bytes of an extent as stored
		 */
		void _read_stored(std::size_t number, std::span<std::byte> destination);

		/**
		 * Read, check, and decode a whole extent
		 */
		void _read_extent(std::size_t number, std::span<std::byte> destination);

		void _read_part(std::size_t number, Page_range pages, std::span<std::byte> destination);

	public:

		Extent_reader(Source const &source, Page_index const &index);

		/**
		 * Read 'pages' of extent 'number' into 'destination', equal in size
		 *
		 * The content of 'destination' is undefined after an exception.
		 *
		 * \throw Error  CORRUPT, TRUNCATED, IO
		 * \throw Error  MISSING_PARENT if the extent is inherited
		 */
		void read(std::size_t number, Page_range pages, std::span<std::byte> destination);

		/**
		 * Return 'pages' of extent 'number' as mapped from the file
		 *
		 * \return  empty unless the encoding is RAW
		 * \throw Error  CORRUPT, TRUNCATED, IO
		 */
		std::span<std::byte const> mapped(std::size_t number, Page_range pages);

		/**
		 * Check the checksum of extent 'number' only
		 *
		 * \throw Error  CORRUPT, TRUNCATED, IO
		 */
		void check(std::size_t number);

		/**
		 * Check the data of extent 'number', whether or not it was before
		 *
		 * \throw Error  CORRUPT, TRUNCATED, IO
		 */
		void verify(std::size_t number);
};

#endif /* _STORE__EXTENT_READER_H_ */
