/*
 * \brief  Memory of nucleus in large pages
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__LARGE_PAGES_H_
#define _HOST__LARGE_PAGES_H_

#include <cstddef>

namespace Host {

	/** Bytes of a large page, the alignment that the host needs for them */
	constexpr size_t LARGE_PAGE_SIZE = 2u << 20;

	/**
	 * Return fresh memory of zeros, aligned to the size of large pages
	 *
	 * It is given back by 'munmap'.
	 *
	 * \param size  in bytes, multiple of LARGE_PAGE_SIZE
	 *
	 * \throw System_error
	 */
	char *map_aligned(size_t size);

	class Large_page;
}


/**
 * Memory that takes one fault when it is first accessed, instead of one for each
 * small page, if the host has a large page to spare
 */
class Host::Large_page
{
	private:

		char * const _memory;

		Large_page(Large_page const &) = delete;
		Large_page &operator = (Large_page const &) = delete;

	public:

		/**
		 * Constructor
		 *
		 * \throw System_error
		 */
		Large_page();
		~Large_page();

		/** Return memory of LARGE_PAGE_SIZE bytes */
		std::byte *memory() const { return reinterpret_cast<std::byte *>(_memory); }
};

#endif /* _HOST__LARGE_PAGES_H_ */
