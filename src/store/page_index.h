/*
 * \brief  Page index of an existing snapshot file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__PAGE_INDEX_H_
#define _STORE__PAGE_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <store/extent.h>
#include <store/header.h>
#include <store/source.h>

namespace Store { class Page_index; }


/**
 * Extents that cover each page of the snapshot once, in order of pages
 */
class Store::Page_index
{
	private:

		std::vector<Extent> _extents { };

	public:

		/**
		 * Constructor, reads and checks the whole index
		 *
		 * \throw Error  CORRUPT, TRUNCATED, IO
		 */
		Page_index(Source const &source, Header const &header);

		std::span<Extent const> extents() const { return _extents; }

		/**
		 * Return number of the extent that contains an existing page
		 */
		std::size_t extent_of(std::uint64_t page) const;
};

#endif /* _STORE__PAGE_INDEX_H_ */
