/*
 * \brief  Search for pages by their content
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__CONTENT_INDEX_H_
#define _CORE__CONTENT_INDEX_H_

#include <bitset>
#include <cstdint>
#include <optional>
#include <vector>

namespace Core { class Content_index; }


/**
 * Index of pages that stay where and as they are
 *
 * Most pages that are looked for are not there. A few words of them are enough to
 * tell, unless they happen to be those of a page that is.
 */
class Core::Content_index
{
	private:

		struct Entry
		{
			uint64_t hash;   /* XXH3 of the page */
			uint32_t page;
		};

		static constexpr size_t FILTER_BITS = 1u << 16;

		char const *_memory;

		std::vector<Entry>       _entries { };   /* ascending, one for each content */
		std::bitset<FILTER_BITS> _filter  { };

		static size_t _filter_bit(char const *page);

	public:

		/**
		 * Constructor
		 *
		 * \param memory  must exist as long as the object
		 * \param pages   number of pages, less than 2^32
		 */
		Content_index(char const *memory, size_t pages);

		/** Return number of a page with the same content as the given one */
		std::optional<uint32_t> find(char const *page) const;
};

#endif /* _CORE__CONTENT_INDEX_H_ */
