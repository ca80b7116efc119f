/*
 * \brief  Page index of a snapshot file that is being written
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__INDEX_BUILDER_H_
#define _STORE__INDEX_BUILDER_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include <store/extent.h>

namespace Store { class Index_builder; }


class Store::Index_builder
{
	private:

		std::filesystem::path _target;
		std::vector<Extent>   _extents { };

		void _append(Extent const &extent);

	public:

		/**
		 * Constructor
		 *
		 * \param target  file that messages name
		 */
		explicit Index_builder(std::filesystem::path const &target);

		/**
		 * Return number of pages covered, which is the number of the next page
		 */
		std::uint64_t page_count() const;

		std::uint64_t extent_count() const { return _extents.size(); }

		/**
		 * Return 'count' pages behind those covered
		 *
		 * \throw Error  LIMIT
		 */
		Page_range next_pages(std::uint64_t count) const;

		/**
		 * Cover 'pages' by data in the file, see 'Extent::stored'
		 *
		 * \throw Error  LIMIT
		 */
		void add_stored(Encoding encoding, Page_range pages, File_range stored,
		                std::uint32_t padding, Checksum const &checksum);

		/**
		 * Cover 'pages' by zeros, a neighbour of the same kind is extended
		 *
		 * \throw Error  LIMIT
		 */
		void add_zero(Page_range pages);

		/**
		 * Cover 'pages' by those of the parent, a suitable neighbour is extended
		 *
		 * \throw Error  LIMIT
		 */
		void add_inherited(Page_range pages, Page_range parent);

		/**
		 * Return the index as bytes of the file
		 */
		std::vector<std::byte> encoded() const;
};

#endif /* _STORE__INDEX_BUILDER_H_ */
