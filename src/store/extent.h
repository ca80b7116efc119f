/*
 * \brief  Run of pages that are kept in the same way
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__EXTENT_H_
#define _STORE__EXTENT_H_

#include <cstdint>

#include <store/checksum.h>
#include <store/layout.h>
#include <store/range.h>

namespace Store {

	/**
	 * How the pages of an extent are kept, the values are part of the format
	 */
	enum class Encoding : std::uint32_t {

		/**
		 * As they are, aligned in the file so that they can be mapped
		 */
		RAW = 1,

		/**
		 * As one frame of Zstandard
		 */
		ZSTD = 2,

		/**
		 * Not at all, each byte is zero
		 */
		ZERO = 3,

		/**
		 * By the parent snapshot
		 */
		INHERITED = 4
	};

	/**
	 * Return name of an encoding, as in this header
	 */
	char const *name(Encoding);

	class Extent;
}


class Store::Extent
{
	public:

		/**
		 * Thrown by 'decode'
		 */
		struct Malformed { char const *problem; };

		/**
		 * What is known about an extent from the ones before it
		 */
		struct Context
		{
			std::uint64_t first_page;
			std::uint64_t file_position;
			bool          parent;
		};

	private:

		Encoding      _encoding;
		std::uint32_t _padding = 0;
		Page_range    _pages;
		File_range    _stored   { };
		Page_range    _parent   { };
		Checksum      _checksum { };

		Extent(Encoding encoding, Page_range pages) : _encoding(encoding), _pages(pages) { }

	public:

		/**
		 * Return extent with data in the file
		 *
		 * \param encoding  RAW or ZSTD
		 * \param padding   bytes of zero in front of the data
		 * \param checksum  of the bytes as stored
		 */
		static Extent stored(Encoding encoding, Page_range pages, File_range stored,
		                     std::uint32_t padding, Checksum const &checksum);

		static Extent zero(Page_range pages);

		/**
		 * Return extent of the contents of 'parent', equal in size to 'pages'
		 */
		static Extent inherited(Page_range pages, Page_range parent);

		/**
		 * Return extent described by an entry of a page index
		 *
		 * \throw Malformed
		 */
		static Extent decode(Layout::Index_entry::Const_record, Context const &);

		void encode(Layout::Index_entry::Record) const;

		Encoding encoding() const { return _encoding; }

		/**
		 * Return pages of the snapshot that the extent consists of
		 */
		Page_range pages() const { return _pages; }

		/**
		 * Return place of the data, empty without data in the file
		 */
		File_range stored() const { return _stored; }

		/**
		 * Return place of the zero bytes in front of the data
		 */
		File_range padding() const;

		/**
		 * Return pages of the parent with the content, empty unless inherited
		 */
		Page_range parent_pages() const { return _parent; }

		/**
		 * Return checksum of the bytes as stored
		 */
		Checksum const &checksum() const { return _checksum; }
};

#endif /* _STORE__EXTENT_H_ */
